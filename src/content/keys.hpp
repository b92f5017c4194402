#pragma once
// Every key the parsers know, by the place it stands in. The JSON Schemas in config/schemas are
// held against these tables by a test, so that an editor's completion and the check agree.

#include <vector>

#include "content/yaml_reader.hpp"

namespace yingda::content::keys {

extern const KeyTable flow_file;
extern const KeyTable flow;
extern const KeyTable triggers;  // besides locales
extern const KeyTable step_common;
extern const KeyTable branch;
extern const KeyTable rejection;
extern const KeyTable option;
extern const KeyTable choose_option;
extern const KeyTable field;
extern const KeyTable work_order;
extern const KeyTable demand;
extern const KeyTable handoff;
// The kinds of steps: the first key names the kind, the others may stand beside it.
extern const std::vector<KeyTable> step_kinds;

extern const KeyTable article;

extern const KeyTable test_file;
extern const KeyTable test_case;
extern const KeyTable test_silence;
extern const KeyTable test_step;
extern const KeyTable test_order;
extern const KeyTable test_demand;
extern const KeyTable test_order_state;
extern const KeyTable test_handoff;

extern const KeyTable config;
extern const KeyTable limits;
extern const KeyTable retention;
extern const KeyTable drain;
extern const KeyTable sla;
extern const KeyTable sla_policy;
extern const KeyTable identity;
extern const KeyTable silence;
extern const KeyTable escalation;
extern const KeyTable waiting;
extern const KeyTable calendar;
extern const KeyTable calendar_hours;
extern const KeyTable compensation;  // its `amounts` have the keys of `sla`
extern const KeyTable compensation_rates;
// The data files that `calendar.holidays` names.
extern const KeyTable holidays;
extern const KeyTable holiday;
extern const KeyTable phrases;
extern const KeyTable canned_reply;
extern const KeyTable skill;
extern const KeyTable suggestion;
extern const KeyTable emergency;
extern const KeyTable connector;
extern const KeyTable action;
extern const KeyTable webhook;
extern const KeyTable mail;

}  // namespace yingda::content::keys
