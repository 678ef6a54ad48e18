from __future__ import annotations

import socket

from bot.ops.ports import port_problems
from bot.ops.processes import Listener


def listener(port: int, host: str = "127.0.0.1") -> Listener:
    return Listener(host, port, "IJA_X_PORT", "/")


def test_a_taken_port_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = listener(other.getsockname()[1])
        [problem] = port_problems([taken])
    assert problem.listener is taken
    assert port_problems([taken]) == []


def test_two_processes_with_the_same_port_are_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    first, second = listener(free), listener(free)
    assert [problem.listener for problem in port_problems([first, second])] == [second]


def test_an_address_of_another_machine_is_a_problem_too() -> None:
    # TEST-NET-1: nobody has this address.
    [problem] = port_problems([listener(8000, host="192.0.2.1")])
    assert problem.reason
