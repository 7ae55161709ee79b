package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbAcceptor;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Certificates;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.Websockify;
import org.pilothouse.rfb.testing.XtigervncServer;

/** Ways to a real server other than a socket. */
@Tag("display")
class TransportsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Events events = new Events();

    /** The client for WebSockets uses TLS's classes, after which it would be too late for the tests that need this. */
    @BeforeAll
    static void permit() {
        Certificates.permitAnonymousTls();
    }

    @Test
    void throughWebsockify() throws Exception {
        assumeTrue(Websockify.isInstalled(), "SKIPPED: websockify is not installed");
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None");
                Websockify proxy = new Websockify(directory, server.socket())) {
            RfbAddress address = RfbAddress.parse("ws://127.0.0.1:" + proxy.port() + "/websockify");
            try (RfbSession session = RfbClient.connect(address.dialer(), RfbOptions.defaults(), events)) {
                assertEquals(640, session.awaitConnected(SOON).framebuffer().width());
                events.await(Events.Updated.class);
                server.close();
                CloseReason reason = events.awaitClosed();
                assertEquals(CloseReason.Kind.SERVER, reason.kind(), reason.message());
            }
        }
    }

    @Test
    void websockifyWithoutAServerBehindIt() throws Exception {
        assumeTrue(Websockify.isInstalled(), "SKIPPED: websockify is not installed");
        try (Websockify proxy = new Websockify(directory, directory.resolve("nobody"))) {
            RfbAddress address = RfbAddress.parse("ws://127.0.0.1:" + proxy.port());
            try (RfbSession _ = RfbClient.connect(address.dialer(), RfbOptions.defaults(), events)) {
                CloseReason reason = events.awaitClosed();
                assertTrue(reason.kind().worthRetrying(), reason.toString());
            }
        }
    }

    @Test
    void aServerThatConnectsToUs() throws Exception {
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None");
                RfbAcceptor acceptor = RfbAcceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.start(
                    "vncconfig", "-connect", "127.0.0.1::" + acceptor.address().getPort());
            try (RfbSession session = RfbClient.connect(acceptor.accept(SOON), RfbOptions.defaults(), events)) {
                assertEquals(640, session.awaitConnected(SOON).framebuffer().width());
                events.await(Events.Updated.class);
            }
        }
    }
}
