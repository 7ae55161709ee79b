package org.pilothouse.rfb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pilothouse.rfb.AnonymousTls;

/** A self-signed certificate as files that a VNC server takes. Tests with TLS start here: Java reads its policy only once. */
public final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    static {
        AnonymousTls.permit();
    }

    private final Path certificateFile;
    private final Path keyFile;
    private final X509Certificate certificate;

    /**
     * Makes one.
     *
     * @param subject for {@code keytool -ext}, like {@code san=dns:localhost}
     * @param validity of {@code keytool -startdate}, like {@code -10d}
     */
    public Certificates(Path directory, String subject, String start) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("server.p12");
        Files.deleteIfExists(store);
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=test",
                "-ext",
                subject,
                "-startdate",
                start,
                "-validity",
                "5",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        certificate = (X509Certificate) keys.getCertificate("server");
        certificateFile = pem(directory.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded());
        keyFile = pem(
                directory.resolve("server.key"),
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD).getEncoded());
    }

    public static void permitAnonymousTls() {
        AnonymousTls.permit();
    }

    public Path certificateFile() {
        return certificateFile;
    }

    public Path keyFile() {
        return keyFile;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    private static Path pem(Path file, String kind, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
