-- How a communication is found by what is not its key: by its id, its visitor and its visitor's session; and a session by its visitor.
-- grain:  an entry a granule of chat, call, goal, lead and visitor_session
-- key:    minmax, because ids mostly grow with time; a bloom filter beside it for ids that do not, and for visitors, who come again
-- replay: follows its table
-- read:   by itself, under FINAL too (the engine then reads the other rows of a key as well): proven in communication-look-ups.integration.test.ts
-- keep:   with its table. Parts that are older than an index get it when they are merged; until then they are read whole
alter table chat
  add index if not exists id_range chat_id type minmax granularity 1,
  add index if not exists id_filter chat_id type bloom_filter(0.01) granularity 1,
  add index if not exists visitor_filter visitor_id type bloom_filter(0.01) granularity 1,
  add index if not exists session_range visitor_session_id type minmax granularity 1;

alter table call
  add index if not exists id_range call_id type minmax granularity 1,
  add index if not exists id_filter call_id type bloom_filter(0.01) granularity 1,
  add index if not exists visitor_filter visitor_id type bloom_filter(0.01) granularity 1,
  add index if not exists session_range visitor_session_id type minmax granularity 1;

alter table goal
  add index if not exists id_range communication_id type minmax granularity 1,
  add index if not exists id_filter communication_id type bloom_filter(0.01) granularity 1,
  add index if not exists visitor_filter visitor_id type bloom_filter(0.01) granularity 1,
  add index if not exists session_range visitor_session_id type minmax granularity 1;

alter table lead
  add index if not exists id_range communication_id type minmax granularity 1,
  add index if not exists id_filter communication_id type bloom_filter(0.01) granularity 1,
  add index if not exists visitor_filter visitor_id type bloom_filter(0.01) granularity 1,
  add index if not exists session_range visitor_session_id type minmax granularity 1;

alter table visitor_session
  add index if not exists visitor_filter visitor_id type bloom_filter(0.01) granularity 1;
