package org.pilothouse.rfb.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.ServerIdentity;
import org.pilothouse.rfb.TunnelAccess;

/** Through a real sshd that the test starts. */
@Tag("display")
@Timeout(120)
class SshTunnelTest {
    @TempDir
    Path directory;

    private final List<ServerIdentity> asked = new ArrayList<>();
    private SshServer server;
    private Path knownHosts;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(SshServer.isInstalled(), "SKIPPED: openssh-server is not installed");
        server = new SshServer(directory, "sshd");
        knownHosts = server.knownHosts("[127.0.0.1]:" + server.port(), "host");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aPortIsReachedByAKey() throws Exception {
        assertEchoes(new SshTunnel(server.account(knownHosts), strict()));
        assertTrue(asked.isEmpty(), "a known host is not asked about");
    }

    @Test
    void aUnixSocketIsReached() throws Exception {
        Path socket = directory.resolve("desktop");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            SshTunnel tunnel = new SshTunnel(server.account(knownHosts), strict());
            CompletableFuture<SocketChannel> accepted = CompletableFuture.supplyAsync(() -> accept(listening));
            try (RfbTransport transport = tunnel.toSocket(socket.toString()).dial();
                    SocketChannel far = accepted.get(20, TimeUnit.SECONDS)) {
                far.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                assertArrayEquals(new byte[] {1, 2, 3}, transport.input().readNBytes(3));
            }
        }
    }

    @Test
    void anAgentsKeyIsUsed() throws Exception {
        Path socket = directory.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            for (int i = 0; i < 200 && !Files.exists(socket); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            ProcessBuilder add = new ProcessBuilder(
                    "ssh-add", "-q", directory.resolve("client").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertEquals(0, add.start().waitFor());
            assertEchoes(new SshTunnel(server.account(knownHosts, List.of(), Optional.of(socket)), strict()));
        } finally {
            agent.destroy();
        }
    }

    @Test
    void aPasswordLetsIn() throws Exception {
        assumeTrue(SshServer.isRoot(), "only root is let in by these rules");
        Path other = Files.createDirectory(directory.resolve("other"));
        try (SshServer asking = new SshServer(other, "su")) {
            Path known = asking.knownHosts("[127.0.0.1]:" + asking.port(), "host");
            SshAccount account = asking.account(known, List.of(), Optional.empty());
            assertEchoes(new SshTunnel(
                    account, new TunnelAccess(this::refuse, RfbCredentials.ofPassword("whatever root has"))));
        }
    }

    @Test
    void anUnknownHostIsAskedAbout() throws Exception {
        TunnelAccess access = new TunnelAccess(this::believe, RfbCredentials.none());
        assertEchoes(new SshTunnel(server.account(directory.resolve("none")), access));
        assertEquals(ServerIdentity.Kind.SSH_KEY, asked.getFirst().kind());
        assertEquals("127.0.0.1:" + server.port(), asked.getFirst().server());
        assertEquals(fingerprint(), asked.getFirst().shortFingerprint());
    }

    @Test
    void anUnknownHostThatIsNotBelievedIsRefused() {
        RfbConnectionException e = refusal(server.account(directory.resolve("none")), strict());
        assertEquals("Who is that?", e.getMessage());
        assertEquals(1, asked.size());
    }

    @Test
    void anotherKeyThanTheKnownOneIsRefusedWithoutAQuestion() throws Exception {
        server.makeKey("impostor");
        Path changed = server.knownHosts("[127.0.0.1]:" + server.port(), "impostor");
        RfbConnectionException e =
                refusal(server.account(changed), new TunnelAccess(this::believe, RfbCredentials.none()));
        assertTrue(e.getMessage().contains("another key than the one in " + changed), e.getMessage());
        assertTrue(asked.isEmpty(), "nobody is asked");
    }

    @Test
    void anotherServerOnTheSameMachineIsUnknownNotChanged() throws Exception {
        server.makeKey("other-server");
        Path general = server.knownHosts("127.0.0.1", "other-server");
        assertEchoes(new SshTunnel(server.account(general), new TunnelAccess(this::believe, RfbCredentials.none())));
        assertEquals(1, asked.size());
    }

    @Test
    void aRevokedKeyIsRefused() throws Exception {
        Path revoked = server.knownHosts("@revoked *", "host");
        RfbConnectionException e =
                refusal(server.account(revoked), new TunnelAccess(this::believe, RfbCredentials.none()));
        assertTrue(asked.isEmpty(), e.getMessage());
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() throws Exception {
        Path stranger = server.makeKey("stranger");
        RfbConnectionException e = refusal(server.account(knownHosts, List.of(stranger), Optional.empty()), strict());
        assertTrue(e.getMessage().contains("accepts no key and no password of ours"), e.getMessage());
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (SshServer asking = new SshServer(other, "login")) {
            Path known = asking.knownHosts("[127.0.0.1]:" + asking.port(), "host");
            SshAccount account = asking.account(known, List.of(), Optional.empty());
            RfbConnectionException e = refusal(
                    account, new TunnelAccess(this::refuse, RfbCredentials.ofPassword("certainly not this one")));
            assertTrue(e.getMessage().contains("accepts no key and no password of ours"), e.getMessage());
        }
    }

    @Test
    void nothingBehindTheServerIsTold() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        SshTunnel tunnel = new SshTunnel(server.account(knownHosts), strict());
        RfbConnectionException e = assertThrows(RfbConnectionException.class, () -> tunnel.toPort("127.0.0.1", nobody)
                .dial());
        assertEquals(CloseReason.Kind.CONNECTION, e.kind());
        assertTrue(e.getMessage().contains("does not get through to the desktop"), e.getMessage());
        assertThrows(
                RfbConnectionException.class,
                () -> tunnel.toSocket(directory.resolve("nobody").toString()).dial());
    }

    @Test
    void aServerThatDiesEndsTheStream() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> accept(listening));
            try (RfbTransport transport = new SshTunnel(server.account(knownHosts), strict())
                            .toPort("127.0.0.1", listening.getLocalPort())
                            .dial();
                    Socket _ = accepted.get(20, TimeUnit.SECONDS)) {
                server.kill();
                assertTrue(endsSoon(transport), "the read ends");
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        SshAccount account = server.account(knownHosts);
        server.close();
        RfbConnectionException e = assertThrows(
                RfbConnectionException.class,
                () -> new SshTunnel(account, strict()).toPort("localhost", 1).dial());
        assertEquals(CloseReason.Kind.CONNECTION, e.kind());
        assertTrue(e.getMessage().contains("127.0.0.1:" + account.port()), e.getMessage());
    }

    private static boolean endsSoon(RfbTransport transport) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return transport.input().read() < 0;
                    } catch (IOException e) {
                        return true;
                    }
                })
                .get(20, TimeUnit.SECONDS);
    }

    /** What goes in on one side comes out on the other, also more than any buffer holds, until one side closes. */
    private void assertEchoes(SshTunnel tunnel) throws Exception {
        byte[] much = new byte[1 << 20];
        for (int i = 0; i < much.length; i++) {
            much[i] = (byte) (i * 31 + i / 977);
        }
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RfbDialer dialer = tunnel.toPort("localhost", listening.getLocalPort());
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> accept(listening));
            try (RfbTransport transport = dialer.dial();
                    Socket far = accepted.get(20, TimeUnit.SECONDS)) {
                transport.output().write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                transport.output().flush();
                assertEquals("hello", new String(far.getInputStream().readNBytes(5), "US-ASCII"));
                Thread.ofVirtual().start(() -> {
                    try {
                        far.getOutputStream().write(much);
                        far.shutdownOutput();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                assertArrayEquals(much, transport.input().readNBytes(much.length));
                assertTrue(endsSoon(transport), "the desktop's end is the stream's end");
            }
        }
    }

    private RfbConnectionException refusal(SshAccount account, TunnelAccess access) {
        RfbConnectionException e = assertThrows(
                RfbConnectionException.class,
                () -> new SshTunnel(account, access).toPort("localhost", 1).dial());
        assertEquals(CloseReason.Kind.SECURITY, e.kind(), e.getMessage());
        return e;
    }

    private TunnelAccess strict() {
        return new TunnelAccess(this::refuse, RfbCredentials.none());
    }

    private Optional<String> refuse(ServerIdentity identity) {
        asked.add(identity);
        return Optional.of("Who is that?");
    }

    private Optional<String> believe(ServerIdentity identity) {
        asked.add(identity);
        return Optional.empty();
    }

    private String fingerprint() throws Exception {
        Process keygen = new ProcessBuilder(
                        "ssh-keygen", "-lf", directory.resolve("host.pub").toString())
                .start();
        return new String(keygen.getInputStream().readAllBytes(), "US-ASCII").split(" ")[1];
    }

    private static Socket accept(ServerSocket listening) {
        try {
            return listening.accept();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SocketChannel accept(ServerSocketChannel listening) {
        try {
            return listening.accept();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
