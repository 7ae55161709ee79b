package org.pilothouse.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcTest {
    @Test
    void readsAStatLineWhoseNameHoldsBrackets() {
        Proc.Stat stat = Proc.parse("42 (a) b (c) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1 2 3\n");
        assertEquals(new Proc.Stat(42, "a) b (c", 'S', 1, 42, 98765), stat);
    }

    @Test
    void refusesWhatIsNoStatLine() {
        assertThrows(IllegalArgumentException.class, () -> Proc.parse("nonsense"));
        assertThrows(IllegalArgumentException.class, () -> Proc.parse("42 (x) S 1 2"));
    }

    @Test
    void knowsThisProcessAndNoOther() throws Exception {
        Proc proc = new Proc();
        Proc.Stat self = proc.stat(ProcessHandle.current().pid()).orElseThrow();
        assertTrue(self.startTicks() > 0);
        assertTrue(proc.millisSince(self.startTicks()) < 600_000);
        assertTrue(proc.stat(Integer.MAX_VALUE).isEmpty());
    }
}
