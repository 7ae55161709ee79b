package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** What malicious servers did to other viewers ends a session of ours in order, with a sentence that says what it was. */
class HostileServerTest {
    record Attack(Message message, String sentence) {}

    static Stream<Named<Attack>> attacks() {
        return Stream.of(
                attack("unknown message", new Message().u8(77), "unknown type 77"),
                attack("UltraVNC text chat, not asked for", new Message().u8(11).u32(0xFFFFFFFFL), "unknown type 11"),
                attack("unknown encoding (CVE-2008-4770)", Message.update(1).rect(0, 0, 1, 1, 12345), "encoding 12345"),
                attack("negative unknown encoding", Message.update(1).rect(0, 0, 1, 1, -2), "encoding -2"),
                attack("rectangle right of the desktop", Message.update(1).rect(7, 0, 2, 1, 0), "outside the desktop"),
                attack("rectangle below the desktop", Message.update(1).rect(0, 3, 1, 2, 0), "outside the desktop"),
                attack(
                        "rectangle whose area fits but not its sides (librfb 2026)",
                        Message.update(1).rect(0, 0, 32, 1, 0),
                        "outside the desktop"),
                attack(
                        "sides that overflow 16 bits",
                        Message.update(1).rect(0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0),
                        "outside the desktop"),
                attack(
                        "copy from outside (CVE-2019-15692)",
                        Message.update(1).rect(0, 0, 8, 4, 1).u16(1).u16(0),
                        "outside"),
                attack(
                        "a desktop of 4 Gpx (CVE-2014-6051)",
                        Message.update(1).rect(0, 0, 65535, 65535, -223),
                        "65535x65535"),
                attack(
                        "a pointer of 4 Gpx (CVE-2019-15690)",
                        Message.update(1).rect(0, 0, 65535, 65535, -239),
                        "pointer"),
                attack("a pointer just too large", Message.update(1).rect(0, 0, 257, 1, -239), "257x1"),
                attack(
                        "a name without end",
                        Message.update(1).rect(0, 0, 0, 0, -307).u32(0xFFFFFFFFL),
                        "desktop name"),
                attack(
                        "a colour map beyond its end",
                        new Message().u8(1).u8(0).u16(65535).u16(2),
                        "colour map"),
                attack("a clipboard of 2 GiB", new Message().u8(3).zeros(3).u32(0x7FFFFFFF), "clipboard"),
                attack(
                        "a clipboard of minus 2 GiB",
                        new Message().u8(3).zeros(3).u32(0x80000000L),
                        "clipboard"),
                attack(
                        "RRE without end (CVE-2018-20020)",
                        Message.update(1).rect(0, 0, 8, 4, 2).u32(0xFFFFFFFFL).pixel(0),
                        "RRE announces"),
                attack(
                        "RRE outside (CVE-2017-5581)",
                        Message.update(1)
                                .rect(0, 0, 8, 4, 2)
                                .u32(1)
                                .pixel(0)
                                .pixel(0)
                                .u16(8)
                                .u16(0)
                                .u16(1)
                                .u16(1),
                        "outside"),
                attack(
                        "ZRLE longer than sense",
                        Message.update(1).rect(0, 0, 8, 4, 16).u32(0x7FFFFFFF),
                        "announces"),
                attack(
                        "a clipboard message without flags",
                        new Message().u8(3).zeros(3).u32(-2).zeros(2),
                        "without its flags"),
                attack(
                        "clipboard capabilities cut off",
                        new Message().u8(3).zeros(3).u32(-4).u32(0x0100FFFF),
                        "capabilities"),
                attack(
                        "a clipboard that is not compressed",
                        new Message()
                                .u8(3)
                                .zeros(3)
                                .u32(-12)
                                .u32(0x10000001)
                                .u32(0xDEADBEEFL)
                                .u32(0),
                        "damaged"),
                attack(
                        "a clipboard shorter than it says",
                        new Message().u8(3).zeros(3).u32(-16).u32(0x10000001).hex("789c 6360 6060 0000 0000 0000"),
                        "clipboard"),
                attack(
                        "a pointer of unknown type",
                        Message.update(1).rect(0, 0, 1, 1, 0x574d5664).u8(9).u8(0),
                        "type 9"),
                attack(
                        "a pointer in an odd encoding",
                        Message.update(1).rect(0, 0, 1, 1, -314).u32(7),
                        "encoding 7"),
                attack("an update that paints for ever", forEver(), "times over"));
    }

    /** 16 Mpx of copies within 8x4 pixels and no end. */
    private static Message forEver() {
        Message update = Message.update(0xFFFF);
        for (int i = 0; i < (16 << 20) / 32 + 1; i++) {
            update.rect(0, 0, 8, 4, 1).u16(0).u16(0);
        }
        return update;
    }

    private static Named<Attack> attack(String name, Message message, String sentence) {
        return Named.of(name, new Attack(message, sentence));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void endsInOrderAndSaysWhatItWas(Attack attack) {
        FakeServer server = new FakeServer();
        Events events = new Events();
        try (RfbSession _ = RfbClient.connect(server.transport(), RfbOptions.defaults(), events)) {
            server.welcome(8, 4);
            Thread.ofVirtual().start(() -> sendWhatItTakes(server, attack.message()));
            CloseReason reason = events.awaitClosed();

            assertEquals(CloseReason.Kind.PROTOCOL, reason.kind(), reason.message());
            assertInstanceOf(RfbProtocolException.class, reason.cause());
            assertTrue(reason.message().contains(attack.sentence()), reason.message());
        } finally {
            server.close();
        }
    }

    /** The session hangs up in the middle of a long attack. */
    private static void sendWhatItTakes(FakeServer server, Message message) {
        try {
            server.send(message);
        } catch (java.io.UncheckedIOException e) {
            assertTrue(e.getCause() instanceof java.io.IOException);
        }
    }

    @org.junit.jupiter.api.Test
    void aFenceLongerThanAllowedIsSkippedWhole() {
        FakeServer server = new FakeServer();
        Events events = new Events();
        try (RfbSession _ = RfbClient.connect(server.transport(), RfbOptions.defaults(), events)) {
            server.welcome(8, 4);
            server.send(new Message()
                    .u8(248)
                    .zeros(3)
                    .u32(0x80000001L)
                    .u8(200)
                    .zeros(200)
                    .u8(2));
            events.await(Events.Bell.class);
        } finally {
            server.close();
        }
    }

    /** The limits may be wider than the heap is large. */
    @Test
    void aDesktopWithoutMemoryForIt() {
        RfbOptions wide = RfbOptions.builder()
                .limits(RfbLimits.DEFAULT.withFramebuffer(65_535, 512 << 20))
                .build();
        Events told = new Events();
        try (FakeServer server = new FakeServer();
                RfbSession _ = RfbClient.connect(server.transport(), wide, told)) {
            server.welcome(8, 4);
            server.send(Message.update(1).rect(0, 0, 23_000, 23_000, -223));
            CloseReason reason = told.awaitClosed();
            assertEquals(CloseReason.Kind.PROTOCOL, reason.kind());
            assertTrue(reason.message().contains("no memory for a desktop of 23000x23000"), reason.message());
        }
    }

    /** A fence says that what came before it has been decoded: its answer must not leave sooner. The next request leaves sooner. */
    @Test
    void aFenceIsAnsweredOnlyAfterWhatCameBeforeIt() {
        Events told = new Events();
        try (FakeServer server = new FakeServer();
                RfbSession _ = RfbClient.connect(server.transport(), RfbOptions.defaults(), told)) {
            server.welcome(8, 4);
            byte[] update = Message.update(1).rect(0, 0, 1, 1, 0).pixel(7).bytes();
            byte[] fence =
                    new Message().u8(248).zeros(3).u32(0x80000001L).u8(1).u8(42).bytes();
            server.send(java.util.Arrays.copyOf(update, update.length - 1));
            assertEquals("0301", server.readHex(2), "the next request, while the update still arrives");
            server.read(8);
            server.send(java.util.Arrays.copyOfRange(update, update.length - 1, update.length));
            server.send(fence);
            assertEquals("f8" + "000000" + "00000001" + "01" + "2a", server.readHex(10));
            assertEquals(
                    0xFF000007, told.await(Events.Updated.class).framebuffer().pixel(0, 0));
        }
    }
}
