package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

class XServerTest extends DisplayTest {
    @Test
    void survivesTheDeathOfTheServerAndComesBackToTheNext() throws Exception {
        assertEquals(new Size(1024, 768), server.call(XConnection::size));
        server.call(x -> x.capture().screen());
        for (int i = 0; i < 3; i++) {
            display.crash();
            await("the loss is noticed", () -> !server.connected());
            assertThrows(XException.Unavailable.class, () -> server.call(XConnection::size));
            display.startAgain();
            await("the next server is found", server::connected);
            assertEquals(
                    new Size(1024, 768), server.call(x -> x.capture().screen()).size());
        }
    }

    @Test
    void callersDuringACrashGetAnAnswer() throws Exception {
        ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                threads.submit(() -> {
                    try {
                        for (int n = 0; n < 100_000; n++) {
                            server.call(XConnection::pointer);
                        }
                        wrong.add(new AssertionError("the crash was not seen"));
                    } catch (XException.Unavailable e) {
                        // what it should be
                    } catch (Throwable e) {
                        wrong.add(e);
                    }
                });
            }
            Thread.sleep(200);
            display.crash();
        }
        assertTrue(wrong.isEmpty(), wrong.toString());
    }

    @Test
    void aRefusedRequestIsAnErrorForItsCallerOnly() throws Exception {
        // Key code 0 does not exist: BadValue.
        var refused = assertThrows(
                XException.class,
                () -> server.perform(x -> {
                    x.keyboard().key(0, true);
                    x.sync();
                }));
        assertTrue(refused.getMessage().contains("BadValue"), refused.getMessage());
        assertTrue(server.connected());
        server.perform(XConnection::sync);
    }

    @Test
    void aFaultyTaskDoesNotEndTheThread() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> server.call(x -> {
                    throw new ArithmeticException("bug");
                }));
        assertEquals(new Size(1024, 768), server.call(XConnection::size));
    }

    @Test
    void withoutAServerCallersAreToldAtOnce() throws Exception {
        XServer nobody = new XServer(":9791");
        try {
            assertFalse(nobody.connected());
            assertThrows(XException.Unavailable.class, () -> nobody.call(XConnection::size));
        } finally {
            nobody.close();
        }
    }

    @Test
    void connectingAndLeavingManyTimesLeavesNothingOpen() throws Exception {
        long before = openFiles();
        for (int i = 0; i < 50; i++) {
            XServer another = new XServer(display.name());
            await("a connection", another::connected);
            another.call(x -> x.capture().screen());
            another.close();
        }
        assertTrue(openFiles() - before < 5, "file descriptors stay open");
    }

    private static long openFiles() throws Exception {
        try (var files = java.nio.file.Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
