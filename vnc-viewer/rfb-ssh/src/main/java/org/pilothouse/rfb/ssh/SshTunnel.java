package org.pilothouse.rfb.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.TunnelAccess;

/**
 * Ways to VNC servers behind an SSH server. No program and no shell is started, here or there: the server opens the connection itself.
 *
 * <pre>{@code
 * SshAccount account = SshAccount.ofThisUser("me", "host", 22, System.getenv());
 * RfbDialer dialer = new SshTunnel(account, access).toPort("localhost", 5901);
 * }</pre>
 */
public final class SshTunnel {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** A server that does not answer this often, a quarter of a minute apart, is gone. */
    private static final int MOST_UNANSWERED = 3;

    private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(15);

    private final SshAccount account;
    private final TunnelAccess access;

    /**
     * Makes a tunnel; nothing is dialled yet.
     *
     * @param access asked about a host that is not among the known ones, and for the password where no key is accepted
     */
    public SshTunnel(SshAccount account, TunnelAccess access) {
        this.account = account;
        this.access = access;
    }

    /** To a port, as seen from the SSH server; {@code localhost} is itself. */
    public RfbDialer toPort(String host, int port) {
        return () -> open(session -> {
            ChannelDirectTCPIP channel = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
            channel.setHost(host);
            channel.setPort(port);
            channel.setOrgIPAddress("127.0.0.1");
            channel.setOrgPort(0);
            return channel;
        });
    }

    /** To a unix socket on the SSH server. */
    public RfbDialer toSocket(String path) {
        return () -> open(session -> {
            ChannelDirectStreamLocal channel =
                    (ChannelDirectStreamLocal) session.openChannel("direct-streamlocal@openssh.com");
            channel.setSocketPath(path);
            return channel;
        });
    }

    private interface ChannelMaker {
        Channel make(Session session) throws JSchException;
    }

    private RfbTransport open(ChannelMaker maker) throws IOException {
        JSch jsch = new JSch();
        HostKeys hostKeys = new HostKeys(knownHosts(jsch), account, access.trust());
        jsch.setHostKeyRepository(hostKeys);
        Session session = session(jsch);
        try {
            session.connect(Math.toIntExact(TIMEOUT.toMillis()));
        } catch (JSchException e) {
            session.disconnect();
            throw SshFailure.of(e, account, hostKeys);
        }
        try {
            return SshTransport.over(session, maker.make(session), TIMEOUT);
        } catch (JSchException | IOException e) {
            session.disconnect();
            throw new RfbConnectionException(
                    CloseReason.Kind.CONNECTION,
                    "The SSH server " + account.server() + " does not get through to the desktop ("
                            + String.valueOf(e.getMessage()).replaceFirst("\\.$", "") + ").",
                    e);
        }
    }

    private com.jcraft.jsch.HostKeyRepository knownHosts(JSch jsch) throws IOException {
        if (Files.isReadable(account.knownHosts())) {
            try {
                jsch.setKnownHosts(account.knownHosts().toString());
            } catch (JSchException e) {
                throw new IOException(
                        "the file of known hosts " + account.knownHosts() + " cannot be read: " + e.getMessage(), e);
            }
        }
        return jsch.getHostKeyRepository();
    }

    private Session session(JSch jsch) throws IOException {
        try {
            Session session = jsch.getSession(account.user(), account.host(), account.port());
            session.setIdentityRepository(Identities.of(account));
            session.setUserInfo(new LoginPrompts(access.credentials()));
            session.setSocketFactory(new Sockets(TIMEOUT));
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey,keyboard-interactive,password");
            session.setConfig("NumberOfPasswordPrompts", "1");
            session.setServerAliveInterval(Math.toIntExact(ALIVE_INTERVAL.toMillis()));
            session.setServerAliveCountMax(MOST_UNANSWERED);
            session.setDaemonThread(true);
            return session;
        } catch (JSchException e) {
            throw new IOException("the SSH session cannot be set up: " + e.getMessage(), e);
        }
    }
}
