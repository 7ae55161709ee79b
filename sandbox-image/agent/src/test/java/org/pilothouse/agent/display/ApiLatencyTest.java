package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.input.Pointer.Button;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.screen.Shot;
import org.pilothouse.agent.x11.XConnection;

/**
 * What HTTP on a unix socket costs, against the same done in process, in turns in one run. Prints the medians; asserts
 * only that no call is lost, as a busy machine makes every time a matter of luck.
 */
class ApiLatencyTest extends FaceFixture {
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 300;

    /** One connection that is kept, as a good client keeps it. */
    private static final class Connection implements AutoCloseable {
        private final SocketChannel channel;
        private final String token;
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20);

        Connection(Path socket, String token) throws IOException {
            this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            this.token = token;
            channel.connect(UnixDomainSocketAddress.of(socket));
        }

        /** The answer's status. */
        String call(String method, String path, String body) throws IOException {
            channel.write(
                    ByteBuffer.wrap((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + token + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII)));
            buffer.clear();
            String head = "";
            while (!head.contains("\r\n\r\n")) {
                assertTrue(channel.read(buffer) > 0);
                head = new String(buffer.array(), 0, Math.min(buffer.position(), 4096), StandardCharsets.ISO_8859_1);
            }
            int length = Integer.parseInt(head.replaceFirst("(?s).*Content-Length: ([0-9]+).*", "$1"));
            int whole = head.indexOf("\r\n\r\n") + 4 + length;
            int got = buffer.position();
            while (got < whole) {
                buffer.clear();
                got += channel.read(buffer);
            }
            return head.substring(9, 12);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Test
    @Timeout(180)
    void httpOnAUnixSocketAddsLittle() throws Exception {
        openWindow("something", "60x20+100+100");
        try (Connection http = new Connection(socket, token)) {
            compare(
                    "mouse position",
                    () -> desktop.server().call(XConnection::pointer),
                    () -> http.call("GET", "/v1/desktop/mouse/position", ""));
            compare(
                    "move + click",
                    () -> {
                        desktop.pointer().click(900, 700, Button.LEFT, 1);
                        return 0;
                    },
                    () -> http.call("POST", "/v1/desktop/mouse/click", "{\"x\":900,\"y\":700}"));
            compare("window list", () -> desktop.windows().list(), () -> http.call("GET", "/v1/desktop/windows", ""));
            Shot jpeg = new Shot(Screen.Format.JPEG, 85, null, 1, Integer.MAX_VALUE, false);
            compare(
                    "JPEG q85",
                    () -> desktop.screen().picture(jpeg),
                    () -> http.call("GET", "/v1/desktop/screenshot?format=jpeg", ""));
        }
    }

    private static void compare(String what, Callable<Object> inProcess, Callable<String> overHttp) throws Exception {
        long[] direct = new long[ROUNDS];
        long[] http = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            inProcess.call();
            long between = System.nanoTime();
            assertEquals("200", overHttp.call());
            long end = System.nanoTime();
            if (i >= 0) {
                direct[i] = between - begin;
                http[i] = end - between;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "API %-15s in process %.3f ms, HTTP on a unix socket %.3f ms, adds %.3f ms (p90 %.3f, %.3f)%n",
                what,
                at(direct, 0.5),
                at(http, 0.5),
                at(http, 0.5) - at(direct, 0.5),
                at(direct, 0.9),
                at(http, 0.9));
    }

    private static double at(long[] nanos, double part) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * part)] / 1e6;
    }
}
