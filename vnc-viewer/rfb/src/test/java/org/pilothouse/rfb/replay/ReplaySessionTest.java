package org.pilothouse.rfb.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbReplay;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer.Message;
import org.pilothouse.rfb.testing.Recorded;

class ReplaySessionTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Events events = new Events();

    @Test
    void playsToTheEndAtItsOwnPaceAndStaysThere() throws Exception {
        try (RfbReplay replay = play(Recorded.updates(directory, 4))) {
            long start = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                events.await(Events.Updated.class);
            }
            assertTrue(System.nanoTime() - start >= 250_000_000, "not all at once");
            awaitTrue(replay::atEnd);
            Framebuffer screen = replay.awaitConnected(SOON).framebuffer();
            assertEquals(0xFF000004, screen.pixel(3, 0));
            assertEquals(Duration.ofMillis(400), replay.duration());
            awaitTrue(() -> replay.position().equals(Duration.ofMillis(400)));
            assertFalse(replay.isCut());
            assertEquals(4, replay.statistics().updates());
        }
        assertEquals(CloseReason.Kind.LOCAL, events.awaitClosed().kind());
    }

    @Test
    void speedCanBeAnything() throws Exception {
        try (RfbReplay replay = paused(Recorded.updates(directory, 600))) {
            replay.setSpeed(RfbReplay.AT_ONCE);
            replay.play();
            awaitTrue(replay::atEnd);
            replay.setSpeed(0.1);
            assertEquals(0.1, replay.speed());
            replay.seek(Duration.ofMillis(100));
            Thread.sleep(300);
            assertTrue(replay.position().toMillis() < 1000, "slow motion");
            assertThrows(IllegalArgumentException.class, () -> replay.setSpeed(0));
            assertThrows(IllegalArgumentException.class, () -> replay.setSpeed(-1));
            assertThrows(IllegalArgumentException.class, () -> replay.setSpeed(Double.NaN));
        }
    }

    @Test
    void seeksForwardAndBackToExactlyThatPicture() throws Exception {
        try (RfbReplay replay = paused(Recorded.updates(directory, 600))) {
            assertEquals(0xFF000000 | 500, pixelAt(replay, 50_000, (500 - 1) % 8));
            assertEquals(0xFF000000 | 10, pixelAt(replay, 1_000, (10 - 1) % 8));
            assertEquals(0xFF000000 | 10, pixelAt(replay, 1_099, (10 - 1) % 8));
            assertEquals(0xFF000000 | 600, pixelAt(replay, 9_999_999, (600 - 1) % 8));
            assertTrue(replay.atEnd());
            assertEquals(0xFF000001, pixelAt(replay, -5, 0), "there is always something to be seen");
            assertTrue(replay.paused());
        }
    }

    /** What a pixel shows after a seek, in the framebuffer that the listener heard of. */
    private int pixelAt(RfbReplay replay, long millis, int x) {
        replay.seek(Duration.ofMillis(millis));
        Events.Updated update = events.await(Events.Updated.class);
        assertEquals(List.of("8x4+0+0"), update.rects(), "everything in one");
        return update.framebuffer().pixel(x, 0);
    }

    @Test
    void goingBackMakesANewPicture() throws Exception {
        try (RfbReplay replay = paused(Recorded.updates(directory, 20))) {
            replay.seek(Duration.ofSeconds(2));
            Framebuffer old = events.await(Events.Updated.class).framebuffer();
            replay.seek(Duration.ofMillis(300));
            Framebuffer fresh = events.await(Events.Resized.class).framebuffer();
            assertEquals(fresh, events.await(Events.Updated.class).framebuffer());
            assertEquals(0xFF000010, old.pixel(7, 0));
            assertEquals(Framebuffer.BLACK, fresh.pixel(7, 0), "not painted yet");
        }
    }

    @Test
    void stepsUpdateByUpdate() throws Exception {
        try (RfbReplay replay = paused(Recorded.updates(directory, 6))) {
            replay.seek(Duration.ofMillis(200));
            events.await(Events.Updated.class);
            replay.step();
            assertEquals(List.of("1x1+2+0"), events.await(Events.Updated.class).rects());
            replay.step();
            assertEquals(List.of("1x1+3+0"), events.await(Events.Updated.class).rects());
            assertEquals(Duration.ofMillis(400), replay.position());
            assertTrue(replay.paused());
        }
    }

    @Test
    void playAtTheEndBeginsAnew() throws Exception {
        try (RfbReplay replay = paused(Recorded.updates(directory, 3))) {
            replay.seek(Duration.ofMinutes(1));
            events.await(Events.Updated.class);
            awaitTrue(replay::atEnd);
            replay.play();
            events.await(Events.Resized.class);
            awaitTrue(replay::atEnd);
        }
    }

    @Test
    void withoutAnIndexItStillPlays() throws Exception {
        Path file = Recorded.updates(directory, 30);
        Files.delete(Recorded.indexOf(file));
        try (RfbReplay replay = play(file)) {
            replay.awaitConnected(SOON);
            assertEquals(Duration.ofMillis(29 * 1000 / 30), replay.duration());
            awaitTrue(replay::atEnd);
        }
    }

    @Test
    void aRecordingCutWithinAnUpdatePlaysUpToThere() throws Exception {
        for (boolean withIndex : new boolean[] {true, false}) {
            Path file = Recorded.updates(directory, 5);
            Files.write(file, java.util.Arrays.copyOf(Recorded.update(6), 11), StandardOpenOption.APPEND);
            Files.writeString(Recorded.indexOf(file), "612,9", StandardOpenOption.APPEND);
            if (!withIndex) {
                Files.delete(Recorded.indexOf(file));
            }
            try (RfbReplay replay = play(file)) {
                Framebuffer screen = replay.awaitConnected(SOON).framebuffer();
                awaitTrue(replay::atEnd);
                assertEquals(0xFF000005, screen.pixel(4, 0));
                assertTrue(replay.isCut());
            }
        }
    }

    @Test
    void anIndexThatKnowsMoreThanTheFileIsCutToo() throws Exception {
        Path file = Recorded.updates(directory, 5);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        try (RfbReplay replay = play(file)) {
            replay.awaitConnected(SOON);
            awaitTrue(replay::atEnd);
            assertEquals(Duration.ofMillis(400), replay.duration());
            assertTrue(replay.isCut());
        }
    }

    @Test
    void whatIsBrokenIsSaidInOneSentence() throws Exception {
        assertBroken(directory.resolve("none.rfb"), "There is no recording ");
        Path file = Recorded.updates(directory, 5);
        Files.write(file, new byte[5]);
        assertBroken(file, "it ends before the desktop is described.");
        Files.write(file, Recorded.init().bytes());
        assertBroken(file, "there is no whole update in it.");
        Recorded.updates(directory, 5);
        Files.writeString(Recorded.indexOf(file), "t_ms,end_offset,rects,pixels\n1,2,3\n");
        assertBroken(file, "The recording's index is broken in line 2.");

        byte[] unknown = Message.update(1).rect(0, 0, 1, 1, 4711).bytes();
        Message stream = Recorded.init().put(Recorded.update(0)).put(unknown);
        Files.write(file, stream.bytes());
        int first = stream.bytes().length - unknown.length;
        Files.writeString(
                Recorded.indexOf(file),
                "t_ms,end_offset,rects,pixels\n100," + first + ",1,1\n200," + stream.bytes().length + ",1,1\n");
        assertBroken(file, "The recording is broken after 0.1 s: The server used encoding 4711");
        Files.delete(Recorded.indexOf(file));
        assertBroken(file, "is broken: The server used encoding 4711");
    }

    private void assertBroken(Path file, String sentence) {
        Events told = new Events();
        try (RfbReplay _ = RfbClient.replay(file, RfbOptions.defaults(), told)) {
            CloseReason reason = told.awaitClosed();
            assertTrue(reason.message().contains(sentence), reason.message());
            assertFalse(reason.kind().worthRetrying());
        }
    }

    @Test
    void standsInForALiveSession() throws Exception {
        Path file = Recorded.updates(directory, 3);
        try (RfbSession session = RfbClient.connect(RfbClient.recording(file), RfbOptions.defaults(), events)) {
            assertInstanceOf(RfbReplay.class, session);
            assertEquals("hand", session.awaitConnected(SOON).name());
            session.key('a', true);
            session.pointer(1, 1, 1);
            session.requestSize(10, 10);
            session.presented(events.await(Events.Updated.class).framebuffer().width());
            assertTrue(session.viewOnly());
        }
    }

    @Test
    void closesWhileItWinds() throws Exception {
        Path file = Recorded.updates(directory, 5000);
        RfbReplay replay = paused(file);
        replay.seek(Duration.ofHours(1));
        replay.close();
        assertTrue(replay.awaitClosed(SOON));
    }

    private RfbReplay play(Path file) {
        return RfbClient.replay(file, RfbOptions.defaults(), events);
    }

    private RfbReplay paused(Path file) throws IOException, InterruptedException {
        RfbReplay replay = play(file);
        replay.pause();
        replay.awaitConnected(SOON);
        return replay;
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertTrue(condition.getAsBoolean());
    }
}
