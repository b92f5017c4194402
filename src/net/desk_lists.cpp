// What the desk's pages ask for beside their socket about work orders, accounts and what people of
// ours did.

#include <charconv>

#include "net/desk_answer.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t filter_bytes_max = 100;
constexpr std::size_t skip_max = 1'000'000;

bool administers(const gateway::Staff& staff) { return staff.role == "admin"; }

Reply as_audit_csv(std::string body) { return csv_file(std::move(body), "audit.csv"); }

// `after` as `next` of the page before.
std::optional<std::size_t> skip_of(const Request& request) {
  const auto text = request.parameter("after");
  if (!text) return 0;
  std::size_t skip = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), skip);
  const bool whole = failed == std::errc() && end == text->data() + text->size();
  return whole && skip <= skip_max ? std::optional(skip) : std::nullopt;
}

std::string filter(const Request& request, std::string_view name) {
  std::string value(trim(request.parameter(name).value_or("")));
  return value.size() > filter_bytes_max ? value.substr(0, filter_bytes_max) : value;
}

Result<gateway::OrdersQuery> orders_query(const Request& request) {
  using gateway::OrderSorting;
  using gateway::OrderStage;
  static constexpr std::array<std::pair<std::string_view, OrderStage>, 6> stages{
      {{"", OrderStage::open},
       {"open", OrderStage::open},
       {"waiting", OrderStage::waiting},
       {"resolved", OrderStage::resolved},
       {"closed", OrderStage::closed},
       {"any", OrderStage::any}}};
  static constexpr std::array<std::pair<std::string_view, OrderSorting>, 3> sortings{
      {{"", OrderSorting::due}, {"due", OrderSorting::due}, {"newest", OrderSorting::newest}}};
  const auto stage = named(stages, request.parameter("state").value_or(""));
  if (!stage) return wrong("`state` is open, waiting, resolved, closed or any.");
  const auto sorting = named(sortings, request.parameter("sort").value_or(""));
  if (!sorting) return wrong("`sort` is due or newest.");
  const auto rows = rows_of(request.parameter("limit"));
  if (!rows) return wrong("`limit` is a number from 1 to 100.");
  const auto skip = skip_of(request);
  if (!skip) return wrong("`after` is the `next` of the page before.");
  gateway::OrdersQuery query;
  query.stage = *stage;
  query.sorting = *sorting;
  query.rows = *rows;
  query.skip = *skip;
  query.team = filter(request, "team");
  query.owner = filter(request, "owner");
  query.tier = filter(request, "tier");
  query.type = filter(request, "type");
  query.tag = filter(request, "tag");
  query.words = filter(request, "q");
  query.urgent = filter(request, "urgent") == "true";
  query.overdue = filter(request, "overdue") == "true";
  return query;
}

// The part of the path in the place of {…}.
std::string in_path(const Request& request, std::string_view before, std::string_view behind) {
  const auto path = request.path();
  return std::string(path.substr(before.size(), path.size() - before.size() - behind.size()));
}

// False, and answered, when the body is none of JSON.
bool sends_json(const RequestPtr& request, const Respond& respond) {
  if (request->has_media_type("application/json")) return true;
  respond(problem(415, "unsupported-media-type", "Send application/json."));
  return false;
}

}  // namespace

void get_work_orders(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [request](const gateway::Staff& staff) -> Result<DeskQuestion> {
           auto query = orders_query(*request);
           if (!query) return query.error();
           query->everything = supervises(staff);
           query->staff = staff.id;
           query->teams = staff.teams;
           if (query->owner == "me") query->owner = staff.id;
           return DeskQuestion(AskOrders{*std::move(query)});
         });
}

void get_views(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [](const gateway::Staff&) { return DeskQuestion(AskViews{}); });
}

void get_shared_views(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [](const gateway::Staff&) { return DeskQuestion(AskViews{true}); });
}

void put_shared_views(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!sends_json(request, respond)) return;
  answer(
      services, request, respond, supervises,
      [request](const gateway::Staff&) {
        return DeskQuestion(SaveViews{request->body, true});
      },
      as_json, true);
}

void put_views(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!sends_json(request, respond)) return;
  answer(
      services, request, respond, serves_visitors,
      [request](const gateway::Staff&) { return DeskQuestion(SaveViews{request->body}); }, as_json,
      true);
}

void get_keys(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [](const gateway::Staff&) { return DeskQuestion(AskKeys{}); });
}

void put_keys(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!sends_json(request, respond)) return;
  answer(
      services, request, respond, serves_visitors,
      [request](const gateway::Staff&) { return DeskQuestion(SaveKeys{request->body}); }, as_json,
      true);
}

void get_visits(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [request](const gateway::Staff&) -> Result<DeskQuestion> {
           auto conversation = filter(*request, "conversation");
           if (conversation.empty()) return wrong("`conversation` is missing.");
           return DeskQuestion(AskVisits{std::move(conversation)});
         });
}

void get_mentions(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [](const gateway::Staff&) { return DeskQuestion(AskMentions{}); });
}

void post_mentions_seen(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(
      services, request, respond, serves_visitors,
      [request](const gateway::Staff&) {
        return DeskQuestion(SeeMentions{in_path(*request, "/v1/desk/mentions/", "/seen")});
      },
      as_json, true);
}

void get_audit(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string format = request->parameter("format").value_or("json");
  const bool csv = format == "csv";
  answer(
      services, request, respond, supervises,
      [request, format, csv](const gateway::Staff&) -> Result<DeskQuestion> {
        if (!csv && format != "json") return wrong("`format` is json or csv.");
        const auto rows = rows_of(request->parameter("limit"));
        if (!rows) return wrong("`limit` is a number from 1 to 100.");
        const auto skip = skip_of(*request);
        if (!skip) return wrong("`after` is the `next` of the page before.");
        return DeskQuestion(AskAudit{filter(*request, "kind"), filter(*request, "staff"),
                                     filter(*request, "conversation"), filter(*request, "from"),
                                     filter(*request, "to"), *skip, *rows, csv});
      },
      csv ? as_audit_csv : as_json);
}

void get_account_changes(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, supervises,
         [request](const gateway::Staff&) -> Result<DeskQuestion> {
           const auto rows = rows_of(request->parameter("limit"));
           if (!rows) return wrong("`limit` is a number from 1 to 100.");
           const auto skip = skip_of(*request);
           if (!skip) return wrong("`after` is the `next` of the page before.");
           return DeskQuestion(AskAccountChanges{*skip, *rows});
         });
}

void get_chain(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, supervises, [request](const gateway::Staff&) {
    return DeskQuestion(AskChain{filter(*request, "conversation"), filter(*request, "after")});
  });
}

void get_policies(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, supervises,
         [](const gateway::Staff&) { return DeskQuestion(AskPolicies{}); });
}

void get_accounts(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, supervises,
         [](const gateway::Staff&) { return DeskQuestion(AskAccounts{}); });
}

void post_accounts(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!sends_json(request, respond)) return;
  answer(
      services, request, respond, administers,
      [request](const gateway::Staff&) { return DeskQuestion(AddAccount{request->body}); }, as_json,
      true);
}

void post_account_action(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!sends_json(request, respond)) return;
  answer(
      services, request, respond, administers,
      [request](const gateway::Staff&) {
        return DeskQuestion(
            ActOnAccount{in_path(*request, "/v1/accounts/", "/actions"), request->body});
      },
      as_json, true);
}

}  // namespace yingda::net
