#!/usr/bin/env python3
"""Tests of check_layers.py: each rule with what it must find and what it must leave alone."""
import tempfile
import unittest
from pathlib import Path

import check_layers

CMAKE = """
function(yingda_library folder)
endfunction()
yingda_library(base LINKS Boost::headers)
yingda_library(text LINKS yingda_base)   # yingda_net in a comment is none
yingda_library(dialogue LINKS yingda_text)
yingda_library(routing LINKS yingda_base)
yingda_library(gateway LINKS yingda_dialogue
  yingda_routing)
yingda_library(net LINKS yingda_gateway)
yingda_library(app LINKS yingda_net)
"""


class CheckLayers(unittest.TestCase):
    def faults(self, files):
        with tempfile.TemporaryDirectory() as root:
            for name, text in {"CMakeLists.txt": CMAKE, **files}.items():
                file = Path(root, "src", name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            return check_layers.check(root)

    def wait_faults(self, statement):
        return self.faults({"net/a.cpp": "Task<> f() {\n  " + statement + "\n}\n"})

    def test_a_folder_sees_itself_and_what_it_links(self):
        fine = '#include "gateway/b.hpp"\n#include "text/c.hpp"\n#include "base/d.hpp"\n#include <vector>\n'
        self.assertEqual(self.faults({"gateway/a.cpp": fine}), [])

    def test_a_folder_does_not_see_upwards(self):
        found = self.faults({"text/a.cpp": '// x\n#include "gateway/b.hpp"\n'})
        self.assertEqual(found, ["src/text/a.cpp:2: text must not see gateway: gateway/b.hpp"])

    def test_siblings_do_not_see_each_other(self):
        self.assertEqual(len(self.faults({"routing/a.hpp": '#include "dialogue/b.hpp"\n'})), 1)

    def test_includes_name_their_folder(self):
        self.assertIn('write "net/b.hpp"', self.faults({"net/a.cpp": '#include "b.hpp"\n'})[0])
        self.assertIn("no such layer", self.faults({"net/a.cpp": '#include "nowhere/b.hpp"\n'})[0])

    def test_files_stand_in_a_library(self):
        self.assertIn("no library", self.faults({"stray/a.cpp": "int a;\n"})[0])

    def test_subfolders_belong_to_their_layer(self):
        self.assertEqual(self.faults({"app/commands/a.cpp": '#include "net/b.hpp"\n'}), [])
        self.assertEqual(len(self.faults({"text/deep/a.cpp": '#include "net/b.hpp"\n'})), 1)

    def test_heavy_libraries_have_homes(self):
        beast = "#include <boost/beast/http.hpp>\n"
        self.assertEqual(self.faults({"net/a.cpp": beast}), [])
        self.assertIn("belongs to app", self.faults({"gateway/a.cpp": beast})[0])
        self.assertEqual(self.faults({"base/a.hpp": "#include <boost/system/result.hpp>\n"}), [])
        self.assertEqual(len(self.faults({"app/a.cpp": "#include <re2/re2.h>\n"})), 1)

    def test_files_are_short(self):
        self.assertEqual(self.faults({"net/a.cpp": "\n" * 400}), [])
        self.assertIn("net/a.cpp:401: 401 lines", self.faults({"net/a.cpp": "\n" * 401})[0])

    def test_a_co_await_stands_alone(self):
        for statement in [
            "co_await f();",
            "const bool ok = co_await read(buffer, nothrow);",
            "auto [error, n] = co_await s.read(std::move(a), std::string(\"t\"));",
            "std::optional<Reply> made = co_await answer.get();",
            "co_return co_await f(x);",
            "if (!ok) co_return co_await refuse();",
            "if (a) { b(); } else co_await f(list[0]);",
            "while (on && (x || y)) {\n co_await s.wait();\n }",
            "f(\"if (co_await g())\");  // if (co_await g())",
        ]:
            self.assertEqual(self.wait_faults(statement), [], statement)

    def test_a_co_await_within_something_is_found(self):
        for statement in [
            "if (co_await f()) g();",
            "while (co_await f()) g();",
            "if (ready) x = (co_await f()) ? 1 : 2;",
            "const int x = co_await f() ? 1 : 2;",
            "const bool b = a && co_await f();",
            "co_await f(Agg{1});",
            "co_await f({1});",
            "co_await spawn(e, [s] { g(s); });",
            "g(co_await f());",
            "co_return 1 + co_await f();",
            "co_await f(co_await g());",
            "auto x = {co_await f()};",
            "co_await (std::move(a) || std::move(b));",
        ]:
            found = self.wait_faults(statement)
            self.assertTrue(found and found[0].startswith("src/net/a.cpp:2: one co_await"), statement)

    def test_the_pure_layers_know_no_clock_and_no_chance(self):
        for code in [
            "auto t = std::chrono::system_clock::now();",
            "auto t = Clock::now();",
            "std::random_device seed;",
            "int x = std::rand();",
            "std::mt19937 engine;",
            "auto t = time(nullptr);",
        ]:
            self.assertEqual(len(self.faults({"dialogue/a.cpp": code + "\n"})), 1, code)
            self.assertEqual(self.faults({"net/a.cpp": code + "\n"}), [], code)
        harmless = "auto t = clock.now();\n// std::rand()\nauto s = \"time(0)\";\nint operand(int);\nupdate_time(x);\n"
        self.assertEqual(self.faults({"gateway/a.cpp": harmless}), [])

    def test_line_numbers_survive_comments_and_raw_strings(self):
        text = '/* a\nb */\nauto s = R"x(\n"quote)x";\nchar q = \'"\';\nint n = 20\'000;\nint x = rand();\n'
        self.assertEqual(self.faults({"text/a.cpp": text}), ["src/text/a.cpp:7: rand(: text gets time and chance as values"])


if __name__ == "__main__":
    unittest.main()
