/** What the reference says of each classic report: its fields with type and flags (F filter, S sort, D default answer), members after their array. */
export const reference: Readonly<Record<string, string>> = {
  "get.communications_report": `
    id:number:FD communication_type:enum:FSD communication_number:number:FS date_time:iso8601:FSD ua_client_id:string: sale_date:iso8601:FS
    sale_cost:number:FS search_query:string:F search_engine:string:F referrer_domain:string:F referrer:string:F entrance_page:string:F gclid:string:F
    yclid:string:F ymclid:string: ef_id:string:F channel:enum:F tags:array:F tag_id:number: tag_name:string: tag_type:enum: tag_change_time:iso8601:
    tag_user_id:number: tag_user_login:string: tag_employee_id:number: tag_employee_full_name:string: visitor_id:number:FSD person_id:number:FD
    visitor_type:enum:FS visitor_session_id:number:FD visits_count:number:F visitor_first_campaign_id:number:F visitor_first_campaign_name:string:F
    visitor_city:string:F visitor_region:string:F visitor_country:string:F visitor_device:enum:FS visitor_custom_properties:array:F
    property_name:string: property_value:string: site_id:number:FSD site_domain_name:string:F campaign_id:number:FSD campaign_name:string:F
    visit_other_campaign:boolean:F segments:array:F segment_name:string: segment_id:number: utm_source:string:F utm_medium:string:F utm_term:string:F
    utm_content:string:F utm_campaign:string:F openstat_ad:string:F openstat_campaign:string:F openstat_service:string:F openstat_source:string:F
    attributes:array:F`,
  "get.calls_report": `
    id:number:FD start_time:iso8601:SD finish_time:iso8601:D finish_reason:enum:FSD direction:enum:FSD source:enum:FSD is_lost:boolean:FSD
    communication_number:number:FS communication_id:number:FD communication_type:enum:D wait_duration:number:FD total_wait_duration:number:FD
    talk_duration:number:FD clean_talk_duration:number:FD total_duration:number:FD postprocess_duration:number:F call_records:array:D
    voice_mail_records:array: virtual_phone_number:string:FSD ua_client_id:string: sale_date:iso8601:FS sale_cost:number:FS is_transfer:boolean:FS
    search_query:string:F search_engine:string:F referrer_domain:string:F referrer:string:F entrance_page:string:F gclid:string:F yclid:string:F
    ymclid:string: ef_id:string:F channel:enum:F tags:array:F tag_name:string: tag_id:number: tag_change_time:iso8601: tag_type:enum:
    tag_user_id:number: tag_user_login:string: tag_employee_id:number: tag_employee_full_name:string: employees:array:F employee_id:number:
    employee_full_name:string: is_answered:boolean: is_talked:boolean: last_answered_employee_id:number:F last_answered_employee_full_name:string:F
    first_answered_employee_id:number:F first_answered_employee_full_name:string:F last_talked_employee_id:number:F
    last_talked_employee_full_name:string:F first_talked_employee_id:number:F first_talked_employee_full_name:string:F scenario_name:string:F
    scenario_id:number:FS site_domain_name:string:F site_id:number:FS campaign_name:string:F campaign_id:number:FS visit_other_campaign:boolean:
    visitor_id:number:FS person_id:number:F visitor_type:enum:FS visitor_session_id:number:F visits_count:number:F visitor_first_campaign_id:number:F
    visitor_first_campaign_name:string:F visitor_city:string:F visitor_region:string:F visitor_country:string:F visitor_device:enum:FS
    visitor_custom_properties:array:F property_name:string: property_value:string: segments:array:F segment_id:number: segment_name:string:
    call_api_request_id:number:F call_api_external_id:string:F contact_id:number:F contact_full_name:string:F contact_phone_number:string:FD
    utm_source:string:F utm_medium:string:F utm_term:string:F utm_content:string:F utm_campaign:string:F openstat_ad:string:F
    openstat_campaign:string:F openstat_service:string:F openstat_source:string:F attributes:array:F`,
  "get.call_legs_report": `
    id:number:FD call_session_id:number:FSD call_records:array:D start_time:iso8601:SD connect_time:iso8601:D duration:number:FSD
    total_duration:number:FSD virtual_phone_number:string:FSD calling_phone_number:string:FSD called_phone_number:string:FSD direction:enum:FSD
    is_transfered:boolean:FSD is_operator:boolean:FSD employee_id:number:FSD employee_full_name:string:FS employee_phone_number:string:FS
    employee_rating:number:FSD scenario_id:number:FSD scenario_name:string:FS is_coach:boolean:FSD release_cause_code:number:FSD
    release_cause_description:string:FSD is_failed:boolean:FSD is_talked:boolean:FS contact_id:number: contact_full_name:string:
    contact_phone_number:string:`,
  "get.goals_report": `
    id:number:F date_time:iso8601: name:string:FS communication_number:number:FS communication_id:number:FD communication_type:enum:FD
    ua_client_id:string: sale_date:iso8601:FS sale_cost:number:FS search_query:string:F search_engine:string:F referrer_domain:string:F
    referrer:string:F entrance_page:string:F gclid:string:F yclid:string:F ymclid:string:F ef_id:string:F channel:enum:F tags:array:F tag_id:number:
    tag_name:string: tag_type:enum: tag_change_time:iso8601: tag_user_id:number: tag_user_login:string: tag_employee_id:number:
    tag_employee_full_name:string: site_id:number:FSD site_domain_name:string:FS campaign_id:number:FSD campaign_name:string:FS
    visit_other_campaign:boolean: visitor_id:number:FS person_id:number:F visitor_type:enum:FS visitor_session_id:number:F visits_count:number:F
    visitor_first_campaign_id:number:F visitor_first_campaign_name:string:F visitor_city:string:F visitor_region:string:F visitor_country:string:F
    visitor_device:enum:FS visitor_custom_properties:array:F property_name:string: property_value:string: segments:array:F segment_id:number:
    segment_name:string: utm_source:string:F utm_medium:string:F utm_term:string:F utm_content:string:F utm_campaign:string:F openstat_ad:string:F
    openstat_campaign:string:F openstat_service:string:F openstat_source:string:F attributes:array:F`,
  "get.chats_report": `
    id:number:FD status:enum:FSD initiator:enum:FSD date_time:iso8601:SD duration:number:FSD answer_time:number:FSD communication_number:number:FS
    communication_id:number:FD communication_type:enum: messages_count:number: ua_client_id:string: sale_date:iso8601:FS sale_cost:number:FS
    is_transfer:boolean:D release_cause:enum:FD search_query:string:F search_engine:string:F referrer_domain:string:F referrer:string:F
    entrance_page:string:F gclid:string:F yclid:string:F ymclid:string: ef_id:string:F channel:enum:F employee_id:number:FSD
    employee_full_name:string:F employee_raiting:number:D employee_messages_count:number: tags:array:F tag_id:number: tag_name:string:
    tag_change_time:iso8601: tag_type:enum: tag_user_id:number: tag_user_login:string: tag_employee_id:number: tag_employee_full_name:string:
    site_id:number:FSD site_domain_name:string:F campaign_id:number:FSD campaign_name:string:F visit_other_campaign:boolean: visitor_id:number:FSD
    person_id:number:FS visitor_type:enum:FS visitor_session_id:number:FS visits_count:number:F visitor_first_campaign_id:number:F
    visitor_first_campaign_name:string:F visitor_city:string:F visitor_region:string:F visitor_country:string:F visitor_device:enum:FS
    visitor_custom_properties:array:F property_name:string: property_value:string: segments:array:F segment_id:number: segment_name:string:
    utm_source:string:F utm_medium:string:F utm_term:string:F utm_content:string:F utm_campaign:string:F openstat_ad:string:F
    openstat_campaign:string:F openstat_service:string:F openstat_source:string:F attributes:array:F`,
  "get.chat_messages_report": `
    chat_id:number:FD date_time:iso8601:SD text:string:D source:enum:D employee_id:number:FSD employee_full_name:string:D`,
  "get.offline_messages_report": `
    id:number:FD date_time:iso8601: text:string:D communication_number:number:FS communication_type:enum: communication_id:number:FD
    ua_client_id:string: sale_date:iso8601:FS sale_cost:number:FS status:enum:FSD process_time:iso8601: form_type:enum:FSD search_query:string:F
    search_engine:string:F referrer_domain:string:F referrer:string:F entrance_page:string:F gclid:string:F yclid:string:F ymclid:string:F
    ef_id:string:F channel:enum:F group_id:number:FS group_name:string:FS employee_id:number:FSD employee_full_name:string:FS
    employee_answer_message:string: employee_comment:string: tags:array:F tag_id:number: tag_name:string: tag_change_time:iso8601: tag_type:enum:
    tag_user_id:number: tag_user_login:string: tag_employee_id:number: tag_employee_full_name:string: site_id:number:FSD site_domain_name:string:F
    campaign_id:number:FSD campaign_name:string:F visit_other_campaign:boolean: visitor_phone_number:number:FD visitor_email:string:FD
    visitor_name:string:FD visitor_id:number:FSD person_id:number:FS visitor_type:enum:FS visitor_session_id:number:FD visits_count:number:F
    visitor_first_campaign_id:number:F visitor_first_campaign_name:string:F visitor_city:string:F visitor_country:string:F visitor_region:string:F
    visitor_device:enum:FS visitor_custom_properties:array:F property_name:string: property_value:string: segments:array:F segment_id:number:
    segment_name:string: utm_source:string:F utm_medium:string:F utm_term:string:F utm_content:string:F utm_campaign:string:F openstat_ad:string:F
    openstat_campaign:string:F openstat_service:string:F openstat_source:string:F attributes:array:F`,
  "get.visitor_sessions_report": `
    date_time:iso8601: id:number: ua_client_id:string: gclid:string: yclid:string: ef_id:string: ymclid:string: referrer_domain:string:
    referrer:string: search_engine:string: search_query:string: entrance_page:string: exit_page:string: duration:number: channel:enum: engine:enum:
    campaign_id:number:FSD campaign_name:string:FS site_id:number:FSD site_domain_name:string:FS visitor_id:number:FSD visitor_device:enum:FSD
    visitor_country:string:FS visitor_city:string:FS visitor_region:string:FS visitor_ip_address:string: visitor_type:enum:FS
    visitor_browser_name:string:FS visitor_browser_version:string:FS visitor_os_name:string:FS visitor_os_version:string: visitor_provider:string:
    visitor_screen:string:FS visitor_language:string:FS visitor_custom_properties:array:F property_name:string: property_value:string:
    utm_source:string:F utm_medium:string:F utm_term:string:F utm_content:string:F utm_campaign:string:F openstat_ad:string:F
    openstat_campaign:string:F openstat_service:string:F openstat_source:string:F hits_count:number: hits:array: hit_time:string: hit_duration:string:
    hit_url:string: segments:array:F segment_name:string: segment_id:number: communications:array:F communication_type:enum: communication_id:number:
    communication_date_time:iso8601:`,
  "get.visitors_report": `
    id:number:FD first_visit:iso8601:D last_visit:iso8601:D full_name:string:D emails:array:FD phone_numbers:array:FD company:string:FS
    person_id:number:FSD device:enum: visits_count:number:FSD comment:string: visitor_first_campaign_id:number:F visitor_first_campaign_name:string:F
    last_search_query:string:F first_search_query:string:F first_entrance_page:string: last_entrance_page:string: last_session_id:number:FD
    communications:array:F communication_id:number: communication_date_time:iso8601: communication_type:enum: custom_properties:array:F
    property_name:string: property_value:string: site_id:number:FSD site_domain_name:string:F site_duration:number: campaigns:array:F
    campaign_id:number: campaign_name:string: sessions:array:F session_id:number:`,
  "get.financial_call_legs_report": `
    start_time:iso8601:SD direction:enum:FSD source:enum:FSD call_session_id:number:FSD leg_id:number:FSD calling_phone_number:string:FSD
    called_phone_number:string:FSD duration:number:FSD chargeable_duration:number:FSD direction_type:enum:FSD cost_per_minute:number:FSD
    total_charge:number:FSD bonuses_charge:number:FSD`,
};
