#pragma once
// Every bound of the program, with its reason. What happens at a bound is written where it is used.

#include <chrono>
#include <cstddef>

namespace yingda::limits {

// A visitor types; 16 KiB is 4,000 characters of Chinese with room for JSON escapes.
inline constexpr std::size_t chat_frame_bytes_max = 16 * 1024;
// Agents paste statements and logs.
inline constexpr std::size_t desk_frame_bytes_max = 64 * 1024;
// Counted in code points: what a person can read in one bubble.
inline constexpr std::size_t text_characters_max = 4000;
inline constexpr std::size_t client_id_bytes_max = 64;
// Deeper JSON than this is an attack, not a frame.
inline constexpr int json_depth_max = 32;
// Events waiting for one conversation; more means a flood: `overloaded`, the client retries.
inline constexpr std::size_t mailbox_events_max = 32;
// What a flow may run through without waiting for the visitor; `yingda check` proves that it does.
inline constexpr int steps_per_turn_max = 64;
// Where the interpreter stops it: behind a flow that interrupted another comes pattern_continue,
// and the open question again.
inline constexpr int steps_per_run_max = 2 * steps_per_turn_max + 2;
// Frames and bytes not yet written to one peer; beyond it the peer is cut off and resumes by seq.
inline constexpr std::size_t outbox_frames_max = 512;
inline constexpr std::size_t outbox_bytes_max = 256 * 1024;
// Rows of one page when a transcript is sent again.
inline constexpr std::size_t resume_page_rows = 200;
// One group commit: as much as one fsync should carry.
inline constexpr std::size_t group_batches_max = 256;
inline constexpr std::size_t group_bytes_max = 1024 * 1024;
// Batches waiting for the writer; beyond it the answer is `overloaded`.
inline constexpr std::size_t writer_queue_max = 4096;
// Older releases kept in memory though no conversation uses them just now: the next one to wake in
// the middle of a flow need not wait.
inline constexpr std::size_t releases_kept = 4;
// Files that one message may bring: what somebody picks in one go.
inline constexpr std::size_t evidence_per_frame_max = 10;
// Old prompts whose buttons still work.
inline constexpr std::size_t open_prompts_max = 8;
// A visitor's own slots and page fields, each.
inline constexpr std::size_t field_bytes_max = 2048;
// Why a person is wanted, as a page says it: a sentence or two for whoever takes over.
inline constexpr std::size_t reason_characters_max = 300;
// What a page tells of its visitor; all of it also has to fit into one frame.
inline constexpr std::size_t attributes_max = 20;
inline constexpr std::size_t attribute_name_max = 40;
// Addresses whose attempts of one kind are counted: a few MiB.
inline constexpr std::size_t rated_keys_max = 50'000;
// Frames a second, and at once, that cannot be read or say nothing: far more than any client needs,
// so that only a flood ends.
inline constexpr double noise_rate = 50;
inline constexpr double noise_burst = 1000;
// The first frame of a chat socket.
inline constexpr std::chrono::seconds hello_time_max{10};
// A socket that says nothing, not even a ping, is dead.
inline constexpr std::chrono::seconds peer_idle_max{60};
// A long poll without a frame is answered after this: less than proxies allow a silent request.
inline constexpr std::chrono::seconds poll_time_max{25};
// Frames of one poll, and of one session that are still to be worked on.
inline constexpr std::size_t poll_frames_max = 64;
// A write that makes no progress.
inline constexpr std::chrono::seconds write_time_max{10};
// A host without peers, timers in flight or work is dropped from memory after this.
inline constexpr std::chrono::minutes host_idle_max{2};

}  // namespace yingda::limits
