package org.pilothouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAligned() {
        Table table = Table.of("name", "state").row("long one", "up").row("x", null);
        assertEquals("NAME      STATE\nlong one  up\nx", table.toString());
    }

    @Test
    void namesCannotSteerTheTerminal() {
        assertEquals(
                "evil  [2J two",
                Table.of("n")
                        .row("evil \u001b[2J\ntwo")
                        .toString()
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow());
    }
}
