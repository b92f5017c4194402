#pragma once
// The handlers that routes.cpp names, one line each.

#include "net/services.hpp"

namespace yingda::net {

// --- static_files.cpp
void get_widget_script(Services& services, const RequestPtr& request, const Respond& respond);
void get_asset(Services& services, const RequestPtr& request, const Respond& respond);
void get_demo_page(Services& services, const RequestPtr& request, const Respond& respond);
void get_desk_page(Services& services, const RequestPtr& request, const Respond& respond);
void get_chat_page(Services& services, const RequestPtr& request, const Respond& respond);

// --- staff_login.cpp
void post_login(Services& services, const RequestPtr& request, const Respond& respond);
void post_logout(Services& services, const RequestPtr& request, const Respond& respond);
void get_session(Services& services, const RequestPtr& request, const Respond& respond);

// --- desk_answers.cpp
void get_conversations(Services& services, const RequestPtr& request, const Respond& respond);
void get_desk_overview(Services& services, const RequestPtr& request, const Respond& respond);
void get_desk_queue(Services& services, const RequestPtr& request, const Respond& respond);
void get_understanding(Services& services, const RequestPtr& request, const Respond& respond);
void get_figures(Services& services, const RequestPtr& request, const Respond& respond);
void get_canned_replies(Services& services, const RequestPtr& request, const Respond& respond);
void get_learning(Services& services, const RequestPtr& request, const Respond& respond);
void get_publication(Services& services, const RequestPtr& request, const Respond& respond);
void post_learning_action(Services& services, const RequestPtr& request, const Respond& respond);

// --- desk_lists.cpp
void get_work_orders(Services& services, const RequestPtr& request, const Respond& respond);
void get_keys(Services& services, const RequestPtr& request, const Respond& respond);
void put_keys(Services& services, const RequestPtr& request, const Respond& respond);
void get_visits(Services& services, const RequestPtr& request, const Respond& respond);
void get_views(Services& services, const RequestPtr& request, const Respond& respond);
void put_views(Services& services, const RequestPtr& request, const Respond& respond);
void get_shared_views(Services& services, const RequestPtr& request, const Respond& respond);
void put_shared_views(Services& services, const RequestPtr& request, const Respond& respond);
void get_mentions(Services& services, const RequestPtr& request, const Respond& respond);
void post_mentions_seen(Services& services, const RequestPtr& request, const Respond& respond);
void get_audit(Services& services, const RequestPtr& request, const Respond& respond);
void get_account_changes(Services& services, const RequestPtr& request, const Respond& respond);
void get_chain(Services& services, const RequestPtr& request, const Respond& respond);
void get_policies(Services& services, const RequestPtr& request, const Respond& respond);
void get_accounts(Services& services, const RequestPtr& request, const Respond& respond);
void post_accounts(Services& services, const RequestPtr& request, const Respond& respond);
void post_account_action(Services& services, const RequestPtr& request, const Respond& respond);

// --- static_files.cpp, for pages that are made when they are asked for
// `html` may hold the nonce mark; `framed_by` is a source list of frame-ancestors.
Reply html_page(const Request& request, std::string_view html, std::string_view framed_by);

// --- public_answers.cpp
void get_health(Services& services, const RequestPtr& request, const Respond& respond);
void get_readiness(Services& services, const RequestPtr& request, const Respond& respond);
void get_metrics(Services& services, const RequestPtr& request, const Respond& respond);
void get_widget_config(Services& services, const RequestPtr& request, const Respond& respond);
void get_article(Services& services, const RequestPtr& request, const Respond& respond);
// Answers 426: this path speaks WebSocket only.
void get_socket(Services& services, const RequestPtr& request, const Respond& respond);

// --- polls.cpp
void post_chat_poll(Services& services, const RequestPtr& request, const Respond& respond);

// --- track.cpp
void get_work_order(Services& services, const RequestPtr& request, const Respond& respond);
void post_order_action(Services& services, const RequestPtr& request, const Respond& respond);
void get_track(Services& services, const RequestPtr& request, const Respond& respond);
void post_track(Services& services, const RequestPtr& request, const Respond& respond);
void post_track_action(Services& services, const RequestPtr& request, const Respond& respond);

// --- service_level.cpp
void get_service_level(Services& services, const RequestPtr& request, const Respond& respond);
void get_service_page(Services& services, const RequestPtr& request, const Respond& respond);

// --- dossier.cpp
void get_dossier(Services& services, const RequestPtr& request, const Respond& respond);
void get_dossier_keys(Services& services, const RequestPtr& request, const Respond& respond);

// --- evidence_answers.cpp
void get_evidence(Services& services, const RequestPtr& request, const Respond& respond);
void post_evidence(Services& services, const RequestPtr& request, const Respond& respond);

// --- uploads.cpp
void post_uploads(Services& services, const RequestPtr& request, const Respond& respond);
void get_upload(Services& services, const RequestPtr& request, const Respond& respond);
void patch_upload(Services& services, const RequestPtr& request, const Respond& respond);
void delete_upload(Services& services, const RequestPtr& request, const Respond& respond);

// --- own_data.cpp
void delete_me(Services& services, const RequestPtr& request, const Respond& respond);
void get_own_data(Services& services, const RequestPtr& request, const Respond& respond);
void get_transcript(Services& services, const RequestPtr& request, const Respond& respond);
void post_transcript(Services& services, const RequestPtr& request, const Respond& respond);

}  // namespace yingda::net
