package org.pilothouse.rfb.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pilothouse.rfb.AnonymousTls;
import org.pilothouse.rfb.ColourMode;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.ServerTrust;
import org.pilothouse.rfb.TunnelAccess;

/**
 * How tools and the stand-alone viewer log in, by the environment: VNC_USER, VNC_PASSWORD; VNC_CA, a PEM file of authorities; VNC_KNOWN_SERVERS, the file where
 * servers that nobody vouches for are remembered at first use; VNC_ANONYMOUS_TLS=1, to permit TLS without certificates; VNC_SSH_PASSWORD, of an account at an SSH server on the way; VNC_COLOURS, which pixels are asked for: true, 16, 8 or server; VNC_NATIVE_VIDEO=1, to ask for H.264;
 * VNC_REPEATER, which server a repeater shall lead to.
 */
public final class EnvironmentOptions {
    private EnvironmentOptions() {}

    /** Options for an address. */
    public static RfbOptions.Builder of(RfbAddress address, Map<String, String> environment) throws IOException {
        String user = environment.getOrDefault("VNC_USER", "");
        String password = environment.get("VNC_PASSWORD");
        boolean anonymous = "1".equals(environment.get("VNC_ANONYMOUS_TLS"));
        if (anonymous) {
            AnonymousTls.permit();
        }
        RfbOptions.Builder options = RfbOptions.builder()
                .server(address.host(), address.port())
                .securityTypes(types(!user.isEmpty(), anonymous))
                .serverTrust(ServerTrust.onFirstUse(knownServers(environment)));
        options.nativeVideo("1".equals(environment.get("VNC_NATIVE_VIDEO")));
        options.repeaterTarget(environment.getOrDefault("VNC_REPEATER", ""));
        options.colours(colours(environment.getOrDefault("VNC_COLOURS", "true")));
        if (password != null) {
            options.credentials(
                    user.isEmpty() ? RfbCredentials.ofPassword(password) : RfbCredentials.of(user, password));
        }
        String authorities = environment.getOrDefault("VNC_CA", "");
        return authorities.isEmpty() ? options : options.authorities(certificates(Path.of(authorities)));
    }

    private static ColourMode colours(String name) {
        return switch (name) {
            case "true" -> ColourMode.TRUE_COLOUR;
            case "16" -> ColourMode.HIGH_COLOUR;
            case "8" -> ColourMode.LOW_COLOUR;
            case "server" -> ColourMode.AS_SERVER;
            default -> throw new IllegalArgumentException("VNC_COLOURS is true, 16, 8 or server, not " + name + ".");
        };
    }

    /** How to log in at an SSH server on the way: VNC_SSH_PASSWORD, where no key does. */
    public static TunnelAccess tunnel(Map<String, String> environment) {
        String password = environment.get("VNC_SSH_PASSWORD");
        return new TunnelAccess(
                ServerTrust.onFirstUse(knownServers(environment)),
                password == null ? RfbCredentials.none() : RfbCredentials.ofPassword(password));
    }

    /** The best protected first; types that want a user name only where there is one. */
    private static List<SecurityType> types(boolean withUser, boolean anonymous) {
        List<SecurityType> types = new ArrayList<>();
        if (withUser) {
            types.add(SecurityType.X509_PLAIN);
        }
        types.addAll(List.of(
                SecurityType.X509_VNC,
                SecurityType.X509_NONE,
                SecurityType.RA2_256,
                SecurityType.RA2,
                SecurityType.RA2_NE_256,
                SecurityType.RA2_NE));
        if (anonymous) {
            if (withUser) {
                types.add(SecurityType.TLS_PLAIN);
            }
            types.addAll(List.of(SecurityType.TLS_VNC, SecurityType.TLS_NONE));
        }
        if (withUser) {
            types.addAll(List.of(SecurityType.APPLE_DH, SecurityType.MS_LOGON_II));
        }
        types.addAll(List.of(SecurityType.VNC_AUTH, SecurityType.NONE));
        return types;
    }

    /** The file where servers are remembered. */
    public static Path knownServers(Map<String, String> environment) {
        String file = environment.getOrDefault("VNC_KNOWN_SERVERS", "");
        if (!file.isEmpty()) {
            return Path.of(file);
        }
        String home = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path config = home.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(home);
        return config.resolve("pilothouse").resolve("known-vnc-servers");
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
            return certificates;
        } catch (CertificateException e) {
            throw new IOException("the file " + file + " has no certificates in it: " + e.getMessage(), e);
        }
    }
}
