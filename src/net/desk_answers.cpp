// What the desk's pages ask beside their socket about conversations and what the engine knows.

#include <algorithm>
#include <charconv>

#include "net/credentials.hpp"
#include "net/desk_answer.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t words_bytes_max = 200;
constexpr std::size_t question_bytes_max = 2000;
constexpr std::size_t locale_bytes_longest = 35;
constexpr std::size_t rows_default = 50;
constexpr std::size_t rows_max = 100;

bool edits(const gateway::Staff& staff) { return staff.role == "editor" || supervises(staff); }
bool works_here(const gateway::Staff&) { return true; }

Reply as_csv(std::string body) { return csv_file(std::move(body), "figures.csv"); }

// A program's Bearer token is in no browser that another site could use.
bool carries_csrf(const Request& request, const gateway::StaffSession& session) {
  return !request.bearer().empty() || same_secret(request.field("X-CSRF-Token"), session.csrf);
}

std::optional<gateway::Stage> stage_of(std::string_view name) {
  using gateway::Stage;
  static constexpr std::array<std::pair<std::string_view, Stage>, 6> names{
      {{"", Stage::any},
       {"any", Stage::any},
       {"queued", Stage::queued},
       {"agent", Stage::agent},
       {"bot", Stage::bot},
       {"ended", Stage::ended}}};
  return named(names, name);
}

// "MILLISECONDS.CONVERSATION", as `next` of the page before.
std::optional<gateway::ArchivePlace> place_of(std::string_view text) {
  std::int64_t ms = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), ms);
  const auto rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (failed != std::errc() || rest.size() < 2 || rest.front() != '.' || rest.size() > 80) {
    return std::nullopt;
  }
  return gateway::ArchivePlace{Instant(TimeSpan(ms)), std::string(rest.substr(1))};
}

std::string asked_locale(const Request& request) {
  std::string locale = request.parameter("locale").value_or("");
  if (locale.size() > locale_bytes_longest) locale.clear();
  return locale;
}

// What is looked for, by whoever it is.
Result<gateway::ArchiveQuery> archive_query(const Request& request) {
  const auto stage = stage_of(request.parameter("state").value_or(""));
  if (!stage) return wrong("`state` is any, queued, agent, bot or ended.");
  const auto rows = rows_of(request.parameter("limit"));
  if (!rows) return wrong("`limit` is a number from 1 to 100.");
  gateway::ArchiveQuery query;
  query.stage = *stage;
  query.rows = *rows;
  query.words = std::string(trim(request.parameter("q").value_or("")));
  if (query.words.size() > words_bytes_max) {
    return wrong("`q` has at most 200 bytes: search for fewer words.");
  }
  if (const auto after = request.parameter("after")) {
    query.after = place_of(*after);
    if (!query.after) return wrong("`after` is the `next` of the page before.");
  }
  return query;
}

}  // namespace

bool serves_visitors(const gateway::Staff& staff) { return staff.role != "editor"; }
bool supervises(const gateway::Staff& staff) {
  return staff.role == "supervisor" || staff.role == "admin";
}

Reply as_json(std::string body) { return json(std::move(body)); }

Reply csv_file(std::string body, std::string_view name) {
  Reply reply;
  reply.fields = {{"Content-Type", "text/csv; charset=utf-8"},
                  {"Content-Disposition", "attachment; filename=\"" + std::string(name) + "\""},
                  {"Cache-Control", "no-store"}};
  reply.body = std::move(body);
  return reply;
}

void answer(Services& services, const RequestPtr& request, const Respond& respond, MayAsk may,
            const Ask& ask, AsReply reply, bool changes) {
  const auto credentials = credentials_of(services, *request);
  if (!credentials) return respond(problem(401, "unauthorized", "Log in first."));
  authenticate(
      services, *credentials,
      [&services, request, respond, may, ask, reply,
       changes](const Result<gateway::StaffSession>& session) {
        if (!session) return respond(problem(session.error()));
        if (changes && !carries_csrf(*request, *session)) {
          return respond(
              problem(403, "csrf", "X-CSRF-Token must carry the csrf value of the log-in."));
        }
        if (!may(session->staff)) {
          services.telemetry.count("yingda_authz_denied_total", "desk_answers");
          return respond(problem(403, "forbidden", "Your role may not ask for this."));
        }
        auto question = ask(session->staff);
        if (!question) return respond(problem(question.error()));
        services.endpoints.answer_desk(
            session->staff, *std::move(question), [respond, reply](Result<std::string> body) {
              respond(body ? reply(*std::move(body)) : problem(body.error()));
            });
      });
}

Error wrong(std::string what) { return {ErrorCode::invalid, std::move(what)}; }

std::optional<std::size_t> rows_of(const std::optional<std::string>& text) {
  if (!text) return rows_default;
  std::size_t rows = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), rows);
  const bool whole = failed == std::errc() && end == text->data() + text->size();
  if (!whole || rows == 0 || rows > rows_max) return std::nullopt;
  return rows;
}

void get_conversations(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [request](const gateway::Staff& staff) -> Result<DeskQuestion> {
           auto query = archive_query(*request);
           if (!query) return query.error();
           query->everything = supervises(staff);
           query->staff = staff.id;
           query->teams = staff.teams;
           return DeskQuestion(AskConversations{*std::move(query)});
         });
}

void get_desk_overview(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, supervises,
         [](const gateway::Staff&) { return DeskQuestion(AskOverview{}); });
}

// "DUE.QUEUED.CONVERSATION", as a row's `rank`.
bool is_rank(std::string_view text) {
  constexpr std::size_t times = 30;
  if (text.size() <= times || text.size() > times + 80) return false;
  for (std::size_t i = 0; i < times; ++i) {
    const bool point = i == 14 || i == 29;
    if (point ? text[i] != '.' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

void get_desk_queue(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [request](const gateway::Staff&) -> Result<DeskQuestion> {
           const auto after = request->parameter("after").value_or("");
           if (!after.empty() && !is_rank(after)) {
             return wrong("`after` is the `next` of the page before, or the `rank` of a row.");
           }
           const auto rows = rows_of(request->parameter("limit"));
           if (!rows) return wrong("`limit` is a number from 1 to 100.");
           return DeskQuestion(AskQueue{after, *rows});
         });
}

void get_figures(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string format = request->parameter("format").value_or("json");
  const bool csv = format == "csv";
  answer(
      services, request, respond, supervises,
      [request, format, csv](const gateway::Staff&) -> Result<DeskQuestion> {
        if (!csv && format != "json") return wrong("`format` is json or csv.");
        return DeskQuestion(AskFigures{request->parameter("from").value_or(""),
                                       request->parameter("to").value_or(""),
                                       request->parameter("by").value_or(""), csv});
      },
      csv ? as_csv : as_json);
}

void get_understanding(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, works_here,
         [request](const gateway::Staff&) -> Result<DeskQuestion> {
           const std::string text(trim(request->parameter("q").value_or("")));
           if (text.empty() || text.size() > question_bytes_max) {
             return wrong("`q` is the question, at most 2000 bytes.");
           }
           return DeskQuestion(AskEngine{text, asked_locale(*request)});
         });
}

void get_canned_replies(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, serves_visitors,
         [locale = asked_locale(*request)](const gateway::Staff&) {
           return DeskQuestion(AskCannedReplies{locale});
         });
}

void get_learning(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, edits,
         [request](const gateway::Staff&) -> Result<DeskQuestion> {
           const auto state = request->parameter("state").value_or("open");
           if (state != "open" && state != "dismissed") {
             return wrong("`state` is open or dismissed.");
           }
           const auto rows = rows_of(request->parameter("limit"));
           if (!rows) return wrong("`limit` is a number from 1 to 100.");
           return DeskQuestion(
               AskLearning{state == "dismissed", request->parameter("after").value_or(""), *rows});
         });
}

void get_publication(Services& services, const RequestPtr& request, const Respond& respond) {
  answer(services, request, respond, edits,
         [request](const gateway::Staff&) -> Result<DeskQuestion> {
           constexpr std::string_view before = "/v1/learning/publications/";
           const auto text = request->path().substr(before.size());
           AskPublication ask;
           const auto end = text.data() + text.size();
           const auto [stop, bad] = std::from_chars(text.data(), end, ask.number);
           if (bad != std::errc() || stop != end) return wrong("A publication has a number.");
           return DeskQuestion(ask);
         });
}

void post_learning_action(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!request->has_media_type("application/json")) {
    return respond(problem(415, "unsupported-media-type", "Send application/json."));
  }
  answer(
      services, request, respond, edits,
      [request](const gateway::Staff&) -> Result<DeskQuestion> {
        constexpr std::string_view before = "/v1/learning/";
        constexpr std::string_view behind = "/actions";
        const auto path = request->path();
        const auto id = path.substr(before.size(), path.size() - before.size() - behind.size());
        return DeskQuestion(ActOnLearning{std::string(id), request->body});
      },
      as_json, true);
}

}  // namespace yingda::net
