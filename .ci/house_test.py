#!/usr/bin/env python3
"""house.py must find what it is there for."""
import unittest

from house import check_file

ROOMS = {"shared/base": (set(), False), "daemon/raft": ({"shared/base"}, True), "daemon/node": ({"daemon/raft"}, False)}


class HouseTest(unittest.TestCase):
    def found(self, name, text):
        return check_file(name, text, ROOMS)

    def test_an_arrow_that_is_not_in_the_list_is_refused(self):
        self.assertEqual(len(self.found("daemon/raft/a.cpp", '#include "daemon/node/node.h"\n')), 1)
        self.assertEqual(self.found("daemon/raft/a.cpp", '#include "shared/base/result.h"\n'), [])

    def test_a_pure_room_has_no_clock_and_no_hash_order(self):
        self.assertEqual(len(self.found("daemon/raft/a.cpp", "auto t = std::chrono::steady_clock::now();\n")), 1)
        self.assertEqual(len(self.found("daemon/raft/a.cpp", "std::unordered_map<int, int> m;\n")), 1)
        self.assertEqual(self.found("daemon/node/a.cpp", "auto t = std::chrono::steady_clock::now();\n"), [])

    def test_comments_and_texts_are_not_code(self):
        self.assertEqual(self.found("daemon/raft/a.cpp", "// a QTimer would be impure\n"), [])
        self.assertEqual(self.found("daemon/node/a.cpp", 'auto s = "throw it";\n'), [])

    def test_nobody_throws_or_leaves_notes(self):
        self.assertEqual(len(self.found("daemon/node/a.cpp", "throw 1;\n")), 1)
        self.assertEqual(len(self.found("daemon/node/a.cpp", "// TODO: later\n")), 1)

    def test_headers_are_included_once(self):
        self.assertEqual(len(self.found("daemon/node/a.h", "int x;\n")), 1)


if __name__ == "__main__":
    unittest.main(verbosity=0)
