package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.Latencies;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** What a session tells about its own speed. */
class SessionStatisticsTest {
    private final FakeServer server = new FakeServer();
    private final LinkedBlockingQueue<Long> updates = new LinkedBlockingQueue<>();
    private final RfbSession session = RfbClient.connect(server.transport(), RfbOptions.defaults(), new RfbListener() {
        @Override
        public void updated(Framebuffer framebuffer, Damage damage) {
            updates.add(damage.update());
        }
    });

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    @Test
    void aKeyIsMeasuredToThePixelAndToTheScreen() throws Exception {
        server.welcome(8, 4);
        session.key('a', true);
        server.read(8);
        server.send(pixel(0x111111));
        assertEquals(1L, update());
        session.presented(1);
        session.presented(1);

        RfbStatistics statistics = delivered(1);
        Latencies latencies = statistics.latencies();
        assertEquals(1, latencies.inputToPixel().count());
        assertEquals(1, latencies.inputToPresented().count());
        assertTrue(latencies
                        .inputToPresented()
                        .max()
                        .compareTo(latencies.inputToPixel().max())
                >= 0);
        assertEquals(1, latencies.present().count());
        assertEquals(1, statistics.presentedPerSecond(), 1);
    }

    @Test
    void everyStageOfEveryUpdateIsTimed() throws Exception {
        server.welcome(8, 4);
        server.send(pixel(1));
        update();
        server.read(10); // the session has seen the first part, and asks for the next update
        byte[] second = pixel(2).bytes();
        server.send(java.util.Arrays.copyOf(second, second.length - 2));
        server.read(10);
        server.send(java.util.Arrays.copyOfRange(second, second.length - 2, second.length));
        assertEquals(2L, update());

        RfbStatistics statistics = delivered(2);
        Latencies latencies = statistics.latencies();
        assertEquals(2, latencies.idle().count());
        assertEquals(2, latencies.receive().count());
        assertEquals(2, latencies.decode().count());
        assertTrue(latencies.receive().max().toNanos() > 0, "the rest of the second update came late");
        assertEquals(2L, statistics.rectangles().get(Encoding.RAW));
        assertEquals(2L, statistics.pixelsByEncoding().get(Encoding.RAW));
        assertEquals(2, statistics.pixels());
    }

    @Test
    void roundTripsAreCollected() throws Exception {
        server.welcome(8, 4);
        server.send(new Message().u8(248).zeros(3).u32(0x80000001L).u8(0));
        byte[] echoOfTheirs = server.read(9);
        assertEquals(248, echoOfTheirs[0] & 0xFF);
        byte[] ours = server.read(17);
        ours[4] &= 0x7F; // no request any more, but the answer
        server.send(ours);
        server.send(pixel(1));
        update();
        assertEquals(1, session.statistics().latencies().roundTrip().count());
        assertTrue(session.statistics().roundTrip().isPresent());
    }

    @Test
    void nonsenseFromTheApplicationIsIgnored() throws Exception {
        server.welcome(8, 4);
        server.send(pixel(1));
        update();
        session.presented(-1);
        session.presented(0);
        session.presented(99);
        assertEquals(0, session.statistics().latencies().present().count());
        session.presented(1);
        assertEquals(1, session.statistics().latencies().present().count());
    }

    private long update() throws InterruptedException {
        Long number = updates.poll(20, TimeUnit.SECONDS);
        if (number == null) {
            throw new AssertionError("no update within 20 s");
        }
        return number;
    }

    /** Statistics once the session is back from the listener. */
    private RfbStatistics delivered(int count) {
        RfbStatistics statistics = session.statistics();
        while (statistics.latencies().deliver().count() < count) {
            LockSupport.parkNanos(1_000_000);
            statistics = session.statistics();
        }
        return statistics;
    }

    private static Message pixel(int rgb) {
        return Message.update(1).rect(0, 0, 1, 1, 0).pixel(rgb);
    }
}
