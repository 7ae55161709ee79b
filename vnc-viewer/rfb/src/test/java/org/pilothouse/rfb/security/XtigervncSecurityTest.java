package org.pilothouse.rfb.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.ServerTrust;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Certificates;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.XtigervncServer;

/** Every type that a real server offers, and what must be refused. */
@Tag("display")
class XtigervncSecurityTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Events events = new Events();

    @BeforeAll
    static void permit() {
        Certificates.permitAnonymousTls();
    }

    @ParameterizedTest
    @EnumSource(
            value = SecurityType.class,
            names = {"NONE", "VNC_AUTH", "TLS_NONE", "TLS_VNC", "X509_NONE", "X509_VNC"})
    void logsInAndShowsAPicture(SecurityType type) throws Exception {
        Certificates certificates = new Certificates(directory, "san=dns:localhost", "-1d");
        try (XtigervncServer server = server(type, certificates);
                RfbSession session = connect(server, options(type, certificates).build())) {
            assertEquals(640, session.awaitConnected(SOON).framebuffer().width());
            events.await(Events.Updated.class);
        }
    }

    /** The server asks PAM; {@code su}'s rules let root in with any password. */
    @ParameterizedTest
    @EnumSource(
            value = SecurityType.class,
            names = {"TLS_PLAIN", "X509_PLAIN"})
    void logsInByNameAndPassword(SecurityType type) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root is let in by these rules");
        Certificates certificates = new Certificates(directory, "san=dns:localhost", "-1d");
        try (XtigervncServer server = server(type, certificates, "su");
                RfbSession session = connect(server, options(type, certificates).build())) {
            assertEquals(640, session.awaitConnected(SOON).framebuffer().width());
        }
    }

    @Test
    void aNameThatTheServerDoesNotLetInIsRefused() throws Exception {
        Certificates certificates = new Certificates(directory, "san=dns:localhost", "-1d");
        try (XtigervncServer server = server(SecurityType.X509_PLAIN, certificates, "other");
                RfbSession _ = connect(
                        server, options(SecurityType.X509_PLAIN, certificates).build())) {
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, reason.kind(), reason.message());
        }
    }

    @Test
    void aWrongPasswordInsideTlsIsRefused() throws Exception {
        Certificates certificates = new Certificates(directory, "san=dns:localhost", "-1d");
        RfbOptions options = options(SecurityType.X509_VNC, certificates)
                .credentials(RfbCredentials.ofPassword("wrong"))
                .build();
        try (XtigervncServer server = server(SecurityType.X509_VNC, certificates);
                RfbSession _ = connect(server, options)) {
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, reason.kind());
            assertTrue(reason.message().contains("Authentication failure"), reason.message());
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        Certificates certificates = new Certificates(directory, "san=dns:localhost", "-1d");
        CloseReason reason = refusal(
                certificates, options(SecurityType.X509_NONE, certificates).authorities(List.of()));
        assertTrue(reason.message().contains("nobody known vouches for it"), reason.message());
    }

    /** CVE-2011-1775. */
    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        Certificates certificates = new Certificates(directory, "san=dns:elsewhere.example", "-1d");
        CloseReason reason = refusal(certificates, options(SecurityType.X509_NONE, certificates));
        assertTrue(reason.message().contains("another host"), reason.message());
    }

    @Test
    void anotherHostIsRefusedAlsoWhereUnknownServersAreBelieved() throws Exception {
        Certificates certificates = new Certificates(directory, "san=dns:elsewhere.example", "-1d");
        CloseReason reason = refusal(
                certificates,
                options(SecurityType.X509_NONE, certificates)
                        .serverTrust(ServerTrust.onFirstUse(directory.resolve("known"))));
        assertTrue(reason.message().contains("another host"), reason.message());
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        Certificates certificates = new Certificates(directory, "san=dns:localhost", "-10d");
        CloseReason reason = refusal(certificates, options(SecurityType.X509_NONE, certificates));
        assertTrue(reason.message().contains("not valid now"), reason.message());
    }

    /** CVE-2020-26117: what is remembered is this certificate for this server. */
    @Test
    void aServerIsBelievedOnFirstUseAndNotWithAnotherCertificate() throws Exception {
        Path known = directory.resolve("known");
        Certificates first = new Certificates(directory, "san=dns:localhost", "-1d");
        for (int i = 0; i < 2; i++) {
            try (XtigervncServer server = server(SecurityType.X509_NONE, first);
                    RfbSession session = connect(server, believing(known).build())) {
                session.awaitConnected(SOON);
            }
        }
        assertEquals(1, Files.readAllLines(known).size());
        Certificates second = new Certificates(directory, "san=dns:localhost", "-1d");
        CloseReason reason = refusal(second, believing(known));
        assertTrue(reason.message().contains("another key than before"), reason.message());
    }

    private static RfbOptions.Builder believing(Path known) {
        return RfbOptions.builder()
                .server("localhost", 5900)
                .securityTypes(List.of(SecurityType.X509_NONE))
                .serverTrust(ServerTrust.onFirstUse(known));
    }

    private CloseReason refusal(Certificates certificates, RfbOptions.Builder options) throws IOException {
        Events told = new Events();
        try (XtigervncServer server = server(SecurityType.X509_NONE, certificates);
                RfbSession _ = RfbClient.connect(RfbTransport.unix(server.socket()), options.build(), told)) {
            CloseReason reason = told.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, reason.kind(), reason.message());
            return reason;
        }
    }

    private static RfbOptions.Builder options(SecurityType type, Certificates certificates) {
        return RfbOptions.builder()
                .server("localhost", 5900)
                .securityTypes(List.of(type))
                .credentials(RfbCredentials.of("root", "correct"))
                .authorities(List.of(certificates.certificate()));
    }

    private RfbSession connect(XtigervncServer server, RfbOptions options) {
        return RfbClient.connect(RfbTransport.unix(server.socket()), options, events);
    }

    private XtigervncServer server(SecurityType type, Certificates certificates) throws IOException {
        return server(type, certificates, "su");
    }

    private XtigervncServer server(SecurityType type, Certificates certificates, String pamService) throws IOException {
        return new XtigervncServer(
                directory,
                "-SecurityTypes",
                type.name().replace("_AUTH", "Auth").replace("_", "").replace("NONE", "None"),
                "-PasswordFile",
                passwordFile().toString(),
                "-X509Cert",
                certificates.certificateFile().toString(),
                "-X509Key",
                certificates.keyFile().toString(),
                "-PAMService",
                pamService,
                "-PlainUsers",
                "*");
    }

    private Path passwordFile() throws IOException {
        Path file = directory.resolve("password");
        Process vncpasswd = new ProcessBuilder("vncpasswd", "-f")
                .redirectOutput(file.toFile())
                .start();
        vncpasswd.getOutputStream().write("correct\n".getBytes(StandardCharsets.US_ASCII));
        vncpasswd.getOutputStream().close();
        try {
            assertEquals(0, vncpasswd.waitFor());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return file;
    }
}
