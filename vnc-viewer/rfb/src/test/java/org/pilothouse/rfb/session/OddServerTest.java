package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pilothouse.rfb.testing.Attack.flushed;
import static org.pilothouse.rfb.testing.Attack.rect;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** What real servers do although they should not, or may do although it is odd, does not end a session. */
class OddServerTest {
    static Stream<Named<Message>> oddities() {
        Message screens = Message.update(1).rect(0, 0, 8, 4, -308).u8(255).zeros(3);
        return Stream.of(
                Named.of("an update of nothing", Message.update(0)),
                Named.of("an empty Raw rectangle", rect(0, 0, 4)),
                Named.of("an empty RRE rectangle", rect(2, 8, 0).u32(0).pixel(0)),
                Named.of("an empty Hextile rectangle", rect(5, 0, 0)),
                Named.of("an empty Zlib rectangle", empty(6)),
                Named.of("an empty ZRLE rectangle", empty(16)),
                Named.of("an empty Tight rectangle", rect(7, 0, 0).u8(0)),
                Named.of(
                        "an empty gradient (CVE-2019-15693)",
                        rect(7, 0, 4).u8(0x40).u8(2)),
                Named.of("an empty CopyRect", rect(1, 0, 0).u16(8).u16(4)),
                Named.of("255 screens", screens.zeros(16 * 255)),
                Named.of(
                        "a layout without screens",
                        Message.update(1).rect(0, 0, 8, 4, -308).zeros(4)),
                Named.of(
                        "a refusal with an absurd size",
                        Message.update(1).rect(1, 3, 65535, 65535, -308).zeros(4)),
                Named.of(
                        "a refusal nobody knows",
                        Message.update(1).rect(1, 999, 0, 0, -308).zeros(4)),
                Named.of(
                        "a reason nobody knows",
                        Message.update(1).rect(77, 0, 8, 4, -308).zeros(4)),
                Named.of(
                        "a hot spot outside",
                        Message.update(1).rect(9999, 9999, 1, 1, -239).zeros(5)),
                Named.of("an empty pointer", Message.update(1).rect(3, 3, 0, 7, -239)),
                Named.of("an empty two-coloured pointer", Message.update(1).rect(0, 0, 0, 0, -240)),
                Named.of("a pointer position outside", Message.update(1).rect(65535, 65535, 0, 0, -232)),
                Named.of(
                        "a name of control characters",
                        Message.update(1).rect(0, 0, 0, 0, -307).u32(3).hex("1b0a00")),
                Named.of(
                        "a name in Latin-1",
                        Message.update(1).rect(0, 0, 0, 0, -307).u32(2).hex("e4ff")),
                Named.of(
                        "a fence nobody asked for",
                        new Message().u8(248).zeros(3).u32(1).u8(64).zeros(64)),
                Named.of(
                        "a fence with unknown flags",
                        new Message().u8(248).zeros(3).u32(0xFFFFFFFFL).u8(0)),
                Named.of(
                        "a colour map",
                        new Message().u8(1).u8(0).u16(0).u16(256).zeros(6 * 256)),
                Named.of("an empty clipboard", new Message().u8(3).zeros(3).u32(0)),
                Named.of(
                        "a clipboard beyond the limit",
                        new Message().u8(3).zeros(3).u32(2 << 20).zeros(2 << 20)),
                Named.of("a clipboard bomb", clipboard(1 << 30, 1 << 20)),
                Named.of(
                        "a clipboard in unknown formats",
                        new Message().u8(3).zeros(3).u32(-4).u32(0x0800FFFE)),
                Named.of("continuous updates end again and again", new Message().put(all(150, 1000))),
                Named.of("a thousand bells", new Message().put(all(2, 1000))));
    }

    private static Message empty(int encoding) {
        byte[] data = flushed(new byte[0]);
        return rect(encoding, 0, 4).u32(data.length).put(data);
    }

    /** Announces more than it has, and inflates to more than is taken over. */
    private static Message clipboard(int announced, int size) {
        byte[] plain = new byte[4 + size];
        plain[0] = (byte) (announced >> 24);
        byte[] body = flushed(plain);
        return new Message()
                .u8(3)
                .zeros(3)
                .u32(-(4 + body.length))
                .u32(0x10000001)
                .put(body);
    }

    private static byte[] all(int value, int count) {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void doesNotEndTheSession(Message message) {
        Events events = new Events();
        try (FakeServer server = new FakeServer();
                RfbSession _ = RfbClient.connect(server.transport(), RfbOptions.defaults(), events)) {
            server.welcome(8, 4);
            server.send(message);
            // A name that can only be understood if the bytes before it were.
            server.send(Message.update(1).rect(0, 0, 0, 0, -307).u32(4).hex("646f6e65"));
            String name = "";
            while (!name.equals("done")) {
                name = events.await(Events.Name.class).name();
            }
            assertEquals("done", name);
        }
    }
}
