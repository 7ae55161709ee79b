package org.pilothouse.rfb.ssh;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbAddressProvider;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.TunnelAccess;

/**
 * {@code vnc+ssh://user@host:port/desktop:port}: the desktop as the SSH server sees it, {@code localhost:5900} where nothing is said, or
 * {@code unix:/path} for a unix socket there. Found by {@link java.util.ServiceLoader}.
 */
public final class SshAddressProvider implements RfbAddressProvider {
    private static final Set<String> ITSELF = Set.of("localhost", "127.0.0.1", "::1");
    private static final String UNIX = "unix:";

    /** For the service loader. */
    public SshAddressProvider() {}

    @Override
    public String scheme() {
        return "vnc+ssh";
    }

    @Override
    public RfbAddress address(String text, URI uri, TunnelAccess access) {
        String user = uri.getUserInfo() == null ? System.getProperty("user.name") : uri.getUserInfo();
        if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null || user.isEmpty()) {
            throw notUnderstood(text);
        }
        if (user.contains(":")) {
            throw new IllegalArgumentException(
                    "An address is no place for a password; it is asked for, or taken from VNC_SSH_PASSWORD.");
        }
        String host = unbracketed(uri.getHost());
        int port = uri.getPort() < 0 ? SshAccount.DEFAULT_PORT : uri.getPort();
        SshTunnel tunnel = new SshTunnel(SshAccount.ofThisUser(user, host, port, System.getenv()), access);
        String target = uri.getPath().replaceFirst("^/", "");
        if (target.startsWith(UNIX)) {
            String path = target.substring(UNIX.length());
            if (!path.startsWith("/")) {
                throw notUnderstood(text);
            }
            return address(text, host, 0, tunnel.toSocket(path));
        }
        URI desktop = desktop(text, target.isEmpty() ? "localhost" : target);
        String name = unbracketed(desktop.getHost());
        int desktopPort = RfbAddress.vncPort(desktop.getPort());
        // what is called localhost there must not be taken for the localhost here, nor for another host's
        String known = ITSELF.contains(name) ? host : name;
        return address(text, known, desktopPort, tunnel.toPort(name, desktopPort));
    }

    private static RfbAddress address(String text, String host, int port, RfbDialer dialer) {
        return new RfbAddress(text, host, port, dialer, RfbAddress.DIAL_TIMEOUT.multipliedBy(3));
    }

    private static URI desktop(String text, String target) {
        try {
            URI uri = new URI("vnc://" + target);
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || !uri.getPath().isEmpty()) {
                throw notUnderstood(text);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(notUnderstood(text).getMessage(), e);
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static IllegalArgumentException notUnderstood(String text) {
        return new IllegalArgumentException("The address " + text
                + " is not understood; write vnc+ssh://user@host/localhost:port or vnc+ssh://user@host/unix:/path.");
    }
}
