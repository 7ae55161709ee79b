package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

class SessionTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NEXT_REQUEST = "0301" + "0000" + "0000" + "0008" + "0004";
    private static final String FULL_REQUEST = "0300" + "0000" + "0000";

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();
    private RfbSession session;

    @BeforeEach
    void connect() {
        session = RfbClient.connect(server.transport(), RfbOptions.defaults(), events);
        server.welcome(8, 4);
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    @Test
    void asksForTheNextUpdateBeforeThisOneHasArrived() {
        server.send(Message.update(1));
        assertEquals(NEXT_REQUEST, server.readHex(10));

        server.send(new Message().rect(1, 2, 1, 1, 0).pixel(0x123456));
        Events.Updated updated = events.await(Events.Updated.class);
        assertEquals(List.of("1x1+1+2"), updated.rects());
        assertEquals(0xFF123456, updated.framebuffer().pixel(1, 2));
        assertEquals(1, session.statistics().updates());
        assertEquals(1, session.statistics().rectangles().get(Encoding.RAW));
    }

    @Test
    void lastRectEndsAnUpdateOfUnknownLength() {
        server.send(Message.update(0xFFFF).rect(0, 0, 1, 1, 0).pixel(1).rect(0, 0, 0, 0, -224));
        assertEquals(List.of("1x1+0+0"), events.await(Events.Updated.class).rects());
    }

    @Test
    void keysAndButtonsLeaveInOrderAndMovesAreJoined() throws Exception {
        OutputQueue queue = new OutputQueue(() -> {});
        InputSender input = new InputSender(queue, false, new SessionMeter());
        input.pointer(1, 1, 0);
        input.pointer(2, 2, 0);
        input.pointer(3, 3, 1);
        input.pointer(4, 4, 1);
        input.pointer(5, 5, 1);
        input.pointer(5, 5, 0);
        input.key(0x61, 0, true);
        input.pointer(6, 6, 0);
        input.key(0x61, 0, false);
        java.io.ByteArrayOutputStream written = new java.io.ByteArrayOutputStream();
        queue.run(new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written.write(bytes, offset, length);
                queue.close();
            }
        });

        String expected = "050000020002" + "050100030003" + "050100050005" + "050000050005" + "0401000000000061"
                + "050000060006" + "0400000000000061";
        assertEquals(expected, java.util.HexFormat.of().formatHex(written.toByteArray()));
    }

    @Test
    void pointerStaysInsideTheDesktop() {
        session.pointer(-5, 99, PointerButton.LEFT.mask());
        assertEquals("0501" + "0000" + "0003", server.readHex(6));
    }

    @Test
    void forwardButtonNeedsTheExtension() {
        session.pointer(1, 1, PointerButton.FORWARD.mask() | PointerButton.BACK.mask());
        assertEquals("0580" + "00010001", server.readHex(6));
        session.pointer(1, 1, 0);
        server.read(6);

        server.send(Message.update(1).rect(0, 0, 0, 0, -316));
        assertEquals(NEXT_REQUEST, server.readHex(10));
        server.send(Message.update(1).rect(0, 0, 1, 1, 0).pixel(0));
        events.await(Events.Updated.class);
        server.read(10);
        session.pointer(1, 1, PointerButton.FORWARD.mask() | PointerButton.LEFT.mask());
        assertEquals("0581" + "00010001" + "02", server.readHex(7));
    }

    @Test
    void viewOnlyHoldsEverythingBackAndReleasesWhatIsDown() {
        session.key(0x61, true);
        session.pointer(1, 1, 1);
        assertEquals("0401000000000061" + "050100010001", server.readHex(14));

        session.setViewOnly(true);
        assertEquals("0400000000000061" + "050000010001", server.readHex(14));
        session.key(0x62, true);
        session.pointer(2, 2, 1);
        session.sendCutText("no");
        session.requestSize(10, 10);
        session.releaseInput();
        session.setViewOnly(false);
        session.key(0x63, true);
        assertEquals("0401000000000063", server.readHex(8));
    }

    @Test
    void aViewOnlySessionStartsThatWay() {
        FakeServer other = new FakeServer();
        RfbOptions viewOnly = RfbOptions.builder().viewOnly(true).build();
        try (RfbSession watching = RfbClient.connect(other.transport(), viewOnly, events)) {
            other.welcome(8, 4);
            watching.key(0x61, true);
            watching.pointer(1, 1, 1);
            watching.refresh();
            assertEquals(FULL_REQUEST, other.readHex(6));
            assertTrue(watching.viewOnly());
            assertFalse(watching.canRequestSize());
        } finally {
            other.close();
        }
    }

    @Test
    void showsTheServersPointerAndHidesIt() {
        Message cursor = Message.update(1).rect(1, 0, 2, 1, -239);
        server.send(cursor.pixel(0xFF0000).pixel(0x00FF00).u8(0x80));
        RemoteCursor shape = events.await(Events.Cursor.class).cursor();
        assertEquals(1, shape.hotX());
        assertEquals(0xFFFF0000, shape.pixels()[0]);
        assertEquals(0, shape.pixels()[1]);

        server.send(Message.update(1).rect(0, 0, 0, 0, -239));
        assertTrue(events.await(Events.Cursor.class).cursor().isHidden());
    }

    @Test
    void aPointerMayBeTranslucent() {
        Message cursor = Message.update(1).rect(0, 1, 1, 2, -314).u32(0);
        server.send(cursor.hex("40200080 ff000080"));
        RemoteCursor shape = events.await(Events.Cursor.class).cursor();
        assertEquals(0x80402000, shape.pixels()[0]);
        assertEquals(0x80800000, shape.pixels()[1], "no channel exceeds the alpha");
        assertEquals(1, shape.hotY());
    }

    @Test
    void aPointerMayHaveTwoColoursOrNoSize() {
        server.send(
                Message.update(1).rect(0, 0, 2, 2, -240).hex("ff0000 0000ff").hex("8040 c080"));
        RemoteCursor shape = events.await(Events.Cursor.class).cursor();
        assertEquals(0xFFFF0000, shape.pixels()[0]);
        assertEquals(0xFF0000FF, shape.pixels()[1]);
        assertEquals(0xFF0000FF, shape.pixels()[2]);
        assertEquals(0, shape.pixels()[3]);
        server.send(Message.update(1).rect(0, 0, 0, 0, -240));
        assertTrue(events.await(Events.Cursor.class).cursor().isHidden());
    }

    @Test
    void aPointerMayComeVmwaresWay() {
        Message masks = Message.update(1).rect(0, 0, 3, 1, 0x574d5664).u8(0).u8(0);
        masks.pixel(0xFFFFFF).pixel(0).pixel(0xFFFFFF).pixel(0).pixel(0x123456).pixel(0xFFFFFF);
        server.send(masks);
        RemoteCursor shape = events.await(Events.Cursor.class).cursor();
        assertEquals(0, shape.pixels()[0]);
        assertEquals(0xFF123456, shape.pixels()[1]);
        assertEquals(0xFF000000, shape.pixels()[2], "what inverts is black");

        server.send(Message.update(1).rect(0, 0, 1, 1, 0x574d5664).u8(1).u8(0).hex("ff008080"));
        assertEquals(0x80800040, events.await(Events.Cursor.class).cursor().pixels()[0]);
        server.send(Message.update(1).rect(3, 2, 0, 0, 0x574d5666));
        assertEquals(new Events.PointerMoved(3, 2), events.await(Events.PointerMoved.class));
    }

    @Test
    void updatesComeContinuouslyWhereTheServerCan() {
        server.send(new Message().u8(150));
        server.send(Message.update(0));
        assertEquals("9601" + "0000" + "0000" + "0008" + "0004", server.readHex(10));
        server.send(Message.update(1).rect(0, 0, 1, 1, 0).pixel(1));
        events.await(Events.Updated.class);
        server.send(Message.update(1).rect(0, 0, 16, 2, -223));
        assertEquals(FULL_REQUEST + "00100002", server.readHex(10));
        assertEquals("9601" + "0000" + "0000" + "0010" + "0002", server.readHex(10));

        server.send(Message.update(0).u8(2));
        events.await(Events.Bell.class);
        session.setUpdateRate(5);
        assertEquals("9600", server.readHex(2));
        server.read(8);
        assertEquals("0301", server.readHex(2));
        server.read(8);
        session.setUpdateRate(RfbSession.UNLIMITED);
        assertEquals("9601", server.readHex(2));
    }

    @Test
    void jpegQualityCanChangeWhileItRuns() {
        session.setJpegQuality(RfbOptions.LOSSLESS);
        assertEquals(-1, qualityAsked());
        session.setJpegQuality(3);
        assertEquals(3, qualityAsked());
        assertThrows(IllegalArgumentException.class, () -> session.setJpegQuality(10));
        assertThrows(IllegalArgumentException.class, () -> RfbOptions.builder().jpegQuality(-3));
        assertThrows(IllegalArgumentException.class, () -> RfbOptions.builder().compression(-1));
    }

    /** Reads a SetEncodings message. */
    private int qualityAsked() {
        assertEquals("0200", server.readHex(2));
        int quality = -1;
        int count = java.util.HexFormat.fromHexDigits(server.readHex(2));
        for (int i = 0; i < count; i++) {
            int number = java.nio.ByteBuffer.wrap(server.read(4)).getInt();
            if (number >= -32 && number <= -23) {
                quality = number + 32;
            }
        }
        return quality;
    }

    @Test
    void aNewDesktopSizeKeepsWhatFitsAndAsksForEverything() {
        server.send(Message.update(1).rect(0, 0, 1, 1, 0).pixel(0x112233));
        server.read(10);
        server.send(Message.update(1).rect(0, 0, 16, 2, -223));
        Framebuffer larger = events.await(Events.Resized.class).framebuffer();
        assertEquals(16, larger.width());
        assertEquals(2, larger.height());
        assertEquals(0xFF112233, larger.pixel(0, 0));
        server.read(10);
        assertEquals(FULL_REQUEST + "00100002", server.readHex(10));
    }

    @Test
    void asksForAnotherSizeOneWishAtATimeAndTellsARefusal() {
        assertFalse(session.canRequestSize());
        session.requestSize(100, 50);
        server.send(extendedSize(0, 0, 8, 4));
        server.read(10);
        String screen = "01020304" + "00000000";
        assertEquals("fb00" + "00640032" + "0100" + screen + "00640032" + "0a0b0c0d", server.readHex(24));
        assertTrue(session.canRequestSize());

        session.requestSize(200, 50);
        session.requestSize(300, 50);
        server.send(extendedSize(1, 3, 0, 0));
        assertEquals(
                "The server cannot show a desktop of that size.",
                events.await(Events.ResizeRefused.class).reason());
        server.read(10);
        assertEquals("fb00" + "012c0032" + "0100" + screen + "012c0032" + "0a0b0c0d", server.readHex(24));

        server.send(extendedSize(1, 1, 0, 0));
        events.await(Events.ResizeRefused.class);
        assertFalse(session.canRequestSize());
        assertEquals(8, ((RfbState.Connected) session.state()).framebuffer().width());
    }

    private static Message extendedSize(int reason, int status, int width, int height) {
        return Message.update(1)
                .rect(reason, status, width, height, -308)
                .u8(1)
                .zeros(3)
                .u32(0x01020304)
                .zeros(8)
                .u32(0x0a0b0c0d);
    }

    @Test
    void answersAFenceWithWhatItKnowsOfIt() {
        server.send(new Message().u8(248).zeros(3).u32(0xF0000003L).u8(2).hex("cafe"));
        assertEquals("f8000000" + "00000003" + "02cafe", server.readHex(11));
    }

    @Test
    void measuresTheRoundTripByItsOwnFences() {
        server.send(new Message().u8(248).zeros(3).u32(0).u8(0));
        assertEquals("f8000000" + "80000001" + "08", server.readHex(9));
        byte[] payload = server.read(8);
        assertTrue(session.statistics().unanswered().toNanos() > 0);
        server.send(new Message().u8(248).zeros(3).u32(1).u8(8).put(payload));
        server.send(new Message().u8(2));
        events.await(Events.Bell.class);

        assertEquals(Duration.ZERO, session.statistics().unanswered());
        assertTrue(session.statistics().roundTrip().isPresent());
    }

    @Test
    void exchangesTextThatLatin1CanHold() {
        server.send(new Message().u8(3).zeros(3).u32(5).put("a\r\nb\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("a\nb\u00e9", events.await(Events.CutText.class).text());

        session.sendCutText("\u00fc\r\n\u20ac");
        assertEquals("06000000" + "00000003" + "fc0a3f", server.readHex(11));
    }

    @Test
    void textBeyondTheLimitIsSkipped() {
        int tooMuch = (1 << 20) + 1;
        server.send(new Message().u8(3).zeros(3).u32(tooMuch).zeros(tooMuch).u8(2));
        events.await(Events.Bell.class);
    }

    @Test
    void aLowerUpdateRateAsksLaterAndZeroNotAtAll() {
        session.setUpdateRate(0);
        server.send(Message.update(0));
        server.send(new Message().u8(2));
        events.await(Events.Bell.class);
        session.key(0x61, true);
        assertEquals("0401000000000061", server.readHex(8), "no request came before the key");

        long start = System.nanoTime();
        session.setUpdateRate(20);
        assertEquals(NEXT_REQUEST, server.readHex(10));
        server.send(Message.update(0));
        assertEquals(NEXT_REQUEST, server.readHex(10));
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(45).toNanos());
    }

    @Test
    void tellsTheNewNameWithoutControlCharacters() {
        byte[] name = "a\u202eb\u0000".getBytes(StandardCharsets.UTF_8);
        server.send(Message.update(1).rect(0, 0, 0, 0, -307).u32(name.length).put(name));
        assertEquals("a b", events.await(Events.Name.class).name());
    }

    @Test
    void anEndOfTheStreamIsTheServersDoing() {
        server.closeOutput();
        CloseReason reason = events.awaitClosed();
        assertEquals(CloseReason.Kind.SERVER, reason.kind());
        assertTrue(reason.kind().worthRetrying());
        assertInstanceOf(RfbConnectionException.class, reason.cause());
    }

    @Test
    void closingIsNobodysFaultAndCanBeRepeated() throws Exception {
        session.close();
        session.close();
        CloseReason reason = events.awaitClosed();
        assertEquals(CloseReason.Kind.LOCAL, reason.kind());
        assertNull(reason.cause());
        assertTrue(session.awaitClosed(SOON));
        session.key(0x61, true);
        session.pointer(1, 1, 1);
        session.sendCutText("late");
        session.setUpdateRate(5);
        session.refresh();
        assertThrows(RfbConnectionException.class, () -> session.awaitConnected(SOON));
    }

    @Test
    void closeEndsInTimeWhenNothingOfTheTransportReacts() {
        CountDownLatch never = new CountDownLatch(1);
        RfbTransport hanging = RfbTransport.of(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        awaitUninterruptibly(never);
                        return -1;
                    }
                },
                OutputStream.nullOutputStream(),
                () -> awaitUninterruptibly(never));
        long start = System.nanoTime();
        RfbClient.connect(hanging, RfbOptions.defaults(), events).close();
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
        never.countDown();
    }

    @Test
    void closeInterruptsADialThatHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RfbSession dialling = RfbClient.connect(
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IOException("interrupted", e);
                    }
                    throw new IOException("not reached");
                },
                RfbOptions.defaults(),
                events);
        dialling.close();
        assertTrue(dialling.awaitClosed(Duration.ZERO), "close() saw the end of the thread");
    }

    @Test
    void aDialThatFailsIsToldWithItsReason() {
        RfbSession failing = RfbClient.connect(
                () -> {
                    throw new IOException("no route to host");
                },
                RfbOptions.defaults(),
                events);
        CloseReason reason = events.awaitClosed();
        assertEquals("The desktop cannot be reached: no route to host.", reason.message());
        assertEquals(CloseReason.Kind.CONNECTION, reason.kind());
        failing.close();
    }

    @Test
    void aServerThatStopsReadingEndsTheSession() {
        byte[] text = new byte[1 << 20];
        java.util.Arrays.fill(text, (byte) 'x');
        String megabyte = new String(text, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 12; i++) {
            session.sendCutText(megabyte);
        }
        assertEquals(
                "The server does not read what is sent to it.",
                events.awaitClosed().message());
    }

    @Test
    void aListenerThatFailsEndsTheSessionAndStillHearsOfIt() {
        FakeServer other = new FakeServer();
        Events heard = new Events();
        RfbListener failing = new RfbListener() {
            @Override
            public void bell() {
                throw new IllegalStateException("broken listener");
            }

            @Override
            public void stateChanged(RfbState state) {
                heard.stateChanged(state);
            }
        };
        try (RfbSession _ = RfbClient.connect(other.transport(), RfbOptions.defaults(), failing)) {
            other.welcome(1, 1);
            other.send(new Message().u8(2));
            CloseReason reason = heard.awaitClosed();
            assertEquals(CloseReason.Kind.INTERNAL, reason.kind());
            assertTrue(reason.message().contains("broken listener"), reason.message());
        } finally {
            other.close();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // the point of this transport is that nothing moves it
            }
        }
    }
}
