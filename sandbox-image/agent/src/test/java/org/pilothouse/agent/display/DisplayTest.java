package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.pilothouse.agent.x11.XServer;

/** What the tests on a real X server have in common. */
@Tag("display")
abstract class DisplayTest {
    TestDisplay display;
    XServer server;

    @BeforeEach
    void open() throws Exception {
        display = TestDisplay.xvnc();
        server = new XServer(display.name());
        await("a connection", server::connected);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        display.close();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                // Not by JUnit, which the benchmark does without.
                throw new AssertionError("not within 15 s: " + what);
            }
            Thread.sleep(5);
        }
    }

    static <T> void awaitEqual(T expected, Callable<T> actual) throws Exception {
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (!expected.equals(actual.call()) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertEquals(expected, actual.call());
    }
}
