package org.pilothouse.rfb.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Certificates;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.OtherServers;
import org.pilothouse.rfb.testing.Ports;

/** Logging in at servers other than Xtigervnc. */
@Tag("display")
@Timeout(120)
class OtherServersSecurityTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PASSWORD = "correct";

    @TempDir
    Path directory;

    @BeforeAll
    static void permit() {
        Certificates.permitAnonymousTls();
    }

    @ParameterizedTest
    @EnumSource
    void theRightPasswordLetsInAndNoOther(OtherServers kind) throws Exception {
        assumeTrue(kind.isInstalled(), "SKIPPED: " + kind.program() + " is not installed");
        try (OtherServers.Running server = withPassword(kind)) {
            RfbOptions.Builder options = RfbOptions.builder().securityTypes(List.of(SecurityType.VNC_AUTH));
            assertLetsIn(server.dialer(), options);
            assertRefuses(server.dialer(), options);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SecurityType.class,
            names = {"TLS_NONE", "TLS_VNC", "X509_NONE", "X509_VNC"})
    void qemuSpeaksTls(SecurityType type) throws Exception {
        assumeTrue(OtherServers.QEMU.isInstalled(), "SKIPPED: QEMU is not installed");
        Certificates certificates = new Certificates(directory, "san=dns:localhost", "-1d");
        RfbOptions.Builder options = RfbOptions.builder()
                .server("localhost", 5900)
                .securityTypes(List.of(type))
                .authorities(List.of(certificates.certificate()));
        List<String> objects = new ArrayList<>(List.of("-object", tlsObject(type, certificates)));
        String vnc = ",tls-creds=tls";
        boolean password = type == SecurityType.TLS_VNC || type == SecurityType.X509_VNC;
        if (password) {
            objects.addAll(secret());
            vnc += ",password-secret=secret";
        }
        try (OtherServers.Running server = OtherServers.startQemu(directory, vnc, objects)) {
            assertLetsIn(server.dialer(), options);
            if (password) {
                assertRefuses(server.dialer(), options);
            }
        }
    }

    @Test
    void qemuHasAWebSocketOfItsOwn() throws Exception {
        assumeTrue(OtherServers.QEMU.isInstalled(), "SKIPPED: QEMU is not installed");
        int port = Ports.free();
        try (OtherServers.Running _ = OtherServers.startQemu(directory, ",websocket=" + port, List.of())) {
            assertLetsIn(RfbAddress.parse("ws://127.0.0.1:" + port + "/").dialer(), RfbOptions.builder());
        }
    }

    private OtherServers.Running withPassword(OtherServers kind) throws IOException, InterruptedException {
        return switch (kind) {
            case XTIGHTVNC ->
                kind.start(directory, 24, List.of("-rfbauth", passwordFile().toString()));
            case X11VNC -> kind.start(directory, 24, List.of("-passwd", PASSWORD));
            case QEMU -> OtherServers.startQemu(directory, ",password-secret=secret", secret());
        };
    }

    private List<String> secret() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), PASSWORD);
        return List.of("-object", "secret,id=secret,file=" + file);
    }

    private String tlsObject(SecurityType type, Certificates certificates) throws IOException {
        if (type == SecurityType.TLS_NONE || type == SecurityType.TLS_VNC) {
            return "tls-creds-anon,id=tls,endpoint=server";
        }
        Files.copy(certificates.certificateFile(), directory.resolve("ca-cert.pem"));
        Files.copy(certificates.certificateFile(), directory.resolve("server-cert.pem"));
        Files.copy(certificates.keyFile(), directory.resolve("server-key.pem"));
        return "tls-creds-x509,id=tls,endpoint=server,verify-peer=off,sanity-check=off,dir=" + directory;
    }

    private Path passwordFile() throws IOException, InterruptedException {
        Path file = directory.resolve("password");
        Process vncpasswd = new ProcessBuilder("tigervncpasswd", "-f")
                .redirectOutput(file.toFile())
                .start();
        vncpasswd.getOutputStream().write((PASSWORD + "\n").getBytes(StandardCharsets.US_ASCII));
        vncpasswd.getOutputStream().close();
        assertEquals(0, vncpasswd.waitFor());
        return file;
    }

    private static void assertLetsIn(RfbDialer dialer, RfbOptions.Builder options) throws Exception {
        Events events = new Events();
        RfbOptions right =
                options.credentials(RfbCredentials.ofPassword(PASSWORD)).build();
        try (RfbSession session = RfbClient.connect(dialer, right, events)) {
            assertTrue(session.awaitConnected(SOON).framebuffer().width() > 0);
            events.await(Events.Updated.class);
        }
    }

    private static void assertRefuses(RfbDialer dialer, RfbOptions.Builder options) {
        Events events = new Events();
        RfbOptions wrong =
                options.credentials(RfbCredentials.ofPassword("wrong")).build();
        try (RfbSession _ = RfbClient.connect(dialer, wrong, events)) {
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, reason.kind(), reason.message());
        }
    }
}
