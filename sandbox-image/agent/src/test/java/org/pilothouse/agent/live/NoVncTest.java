package org.pilothouse.agent.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.http.Listen;

/** The page and its WebSocket, with a server behind that says one line and then repeats what it hears. */
class NoVncTest {
    @TempDir
    private Path folder;

    private final OkHttpClient client = new OkHttpClient();
    private ServerSocketChannel desktop;
    private NoVnc page;
    private String address;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("web")).resolve("vnc.html"), "<title>noVNC</title>");
        Files.writeString(folder.resolve("web/secret.txt"), "not a page's file");
        Files.writeString(folder.resolve("outside.js"), "outside");
        Path socket = folder.resolve("vnc.sock");
        desktop = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::greetAndRepeat);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        page = new NoVnc(new Listen.Tcp("127.0.0.1", port), Set.of(), folder.resolve("web"), socket);
        page.start();
        address = "http://127.0.0.1:" + port;
    }

    @AfterEach
    void stop() throws Exception {
        page.close();
        desktop.close();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private void greetAndRepeat() {
        try {
            while (true) {
                SocketChannel viewer = desktop.accept();
                viewer.write(ByteBuffer.wrap("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII)));
                Thread.ofVirtual().start(() -> repeat(viewer));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void repeat(SocketChannel viewer) {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        try (viewer) {
            while (viewer.read(buffer.clear()) >= 0) {
                viewer.write(buffer.flip());
            }
        } catch (IOException e) {
            // the viewer went away
        }
    }

    private Response get(String path, String... header) throws IOException {
        Request.Builder request = new Request.Builder().url(address + path);
        for (int i = 0; i < header.length; i += 2) {
            request.header(header[i], header[i + 1]);
        }
        return client.newCall(request.build()).execute();
    }

    @Test
    void servesItsPageAndNothingElse() throws Exception {
        try (Response response = get("/")) {
            assertEquals("<title>noVNC</title>", response.body().string());
            assertEquals("text/html; charset=utf-8", response.header("Content-Type"));
            assertTrue(
                    String.valueOf(response.header("Content-Security-Policy")).contains("default-src 'self'"));
        }
        for (String path : new String[] {"/secret.txt", "/..%2foutside.js", "/%2e%2e/outside.js", "/none.html"}) {
            try (Response response = get(path)) {
                assertTrue(response.code() == 404 || response.code() == 400, path + " gives " + response.code());
            }
        }
    }

    @Test
    void foreignPagesAndForeignNamesAreRefused() throws Exception {
        try (Response response = get("/vnc.html", "Host", "evil.example:6080")) {
            assertEquals(403, response.code());
        }
        Viewer foreign = new Viewer("Origin", "http://evil.example");
        assertEquals(403, foreign.refusedWith());
        Viewer otherPort = new Viewer("Origin", "http://127.0.0.1:1");
        assertEquals(403, otherPort.refusedWith());
    }

    @Test
    void carriesBytesBothWaysAndCountsItsViewers() throws Exception {
        Viewer viewer = new Viewer("Origin", address, "Sec-WebSocket-Protocol", "binary");
        assertEquals("RFB 003.008\n", viewer.next());
        assertEquals("binary", viewer.subprotocol);
        viewer.socket.send(ByteString.encodeUtf8("hello"));
        assertEquals("hello", viewer.next());
        assertEquals(1, page.viewers());
        page.close();
        assertTrue(viewer.closed.await(20, TimeUnit.SECONDS), "closing the page ends its viewers");
        assertEquals(0, page.viewers());
        assertFalse(page.active());
        page.start();
        assertEquals("RFB 003.008\n", new Viewer().next());
    }

    @Test
    void aMissingDesktopEndsTheConnectionAtOnce() throws Exception {
        desktop.close();
        assertTrue(new Viewer().closed.await(20, TimeUnit.SECONDS));
    }

    @Test
    void withoutItsFilesItDoesNotStart() {
        NoVnc bare = new NoVnc(new Listen.Tcp("127.0.0.1", 0), Set.of(), folder, folder.resolve("vnc.sock"));
        assertTrue(assertThrows(IllegalStateException.class, bare::start)
                .getMessage()
                .contains("no noVNC"));
    }

    private final class Viewer extends WebSocketListener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final WebSocket socket;
        private volatile @Nullable String subprotocol;

        Viewer(String... header) {
            Request.Builder request = new Request.Builder().url(address + "/websockify");
            for (int i = 0; i < header.length; i += 2) {
                request.header(header[i], header[i + 1]);
            }
            socket = client.newWebSocket(request.build(), this);
        }

        @Nullable
        String next() throws InterruptedException {
            return received.poll(20, TimeUnit.SECONDS);
        }

        int refusedWith() throws InterruptedException {
            Integer status = refusals.poll(20, TimeUnit.SECONDS);
            return status == null ? 0 : status;
        }

        @Override
        public void onOpen(WebSocket opened, Response response) {
            subprotocol = response.header("Sec-WebSocket-Protocol");
        }

        @Override
        public void onMessage(WebSocket from, ByteString bytes) {
            received.add(bytes.utf8());
        }

        @Override
        public void onClosing(WebSocket closing, int code, String reason) {
            closing.close(1000, null);
            closed.countDown();
        }

        @Override
        public void onFailure(WebSocket failed, Throwable cause, @Nullable Response response) {
            refusals.add(response == null ? 0 : response.code());
            closed.countDown();
        }
    }
}
