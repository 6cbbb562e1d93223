-- Which sites, departments or remarks a caller's report lists, and their names: those in view (without the deleted ones, unless they are asked for by
-- id), and the participants. An id that nobody ever wrote to the directory has an empty name.
with
  known as (
    select * from place_of(tenant = {tenant:String}, kind = {kind:String}, every_place = {every_place:Bool}, view_places = {view_places:Array(UInt64)})
  ),
  mentioned as (
    select arrayJoin({participant_ids:Array(UInt64)}) as mentioned_id
  )
select if(place_id != 0, place_id, mentioned_id) as id, is_deleted, title
from known full join mentioned on mentioned.mentioned_id = known.place_id
where (mentioned_id != 0 or (is_visible and ({places_given:Bool} or not is_deleted)))
  and (not {places_given:Bool} or has({place_ids:Array(UInt64)}, id))
order by id
