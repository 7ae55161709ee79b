package org.pilothouse.rfb.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.ServerIdentity;
import org.pilothouse.rfb.ServerTrust;

/**
 * Checks a host's key: by the file of known hosts, and where that does not know the host, by the application's {@link ServerTrust}. A host
 * that is known by another key, of any type, is never asked about: who stands in between may choose the type. The file is only read.
 */
final class HostKeys implements HostKeyRepository {
    private static final String REVOKED = "@revoked";
    private static final String AUTHORITY = "@cert-authority";

    private final HostKeyRepository known;
    private final SshAccount account;
    private final ServerTrust trust;
    private @Nullable String objection;

    HostKeys(HostKeyRepository known, SshAccount account, ServerTrust trust) {
        this.known = known;
        this.account = account;
        this.trust = trust;
    }

    /** Why the key was refused, if it was and not because another one is known. */
    Optional<String> objection() {
        return Optional.ofNullable(objection);
    }

    @Override
    public int check(String host, byte[] key) {
        String encoded = Base64.getEncoder().encodeToString(key);
        if (isRevoked(encoded)) {
            return CHANGED;
        }
        List<HostKey> general = keysOf(plainName(host));
        List<HostKey> exact = keysOf(host);
        // The library adds the entries without a port to those with one; another server on the same machine is no
        // change.
        if (!plainName(host).equals(host)) {
            exact.removeIf(entry -> general.stream().anyMatch(other -> other == entry));
        }
        exact.removeIf(entry -> AUTHORITY.equals(entry.getMarker()));
        if (exact.stream().anyMatch(entry -> entry.getKey().equals(encoded))) {
            return OK;
        }
        if (!exact.isEmpty()) {
            return CHANGED;
        }
        return general.stream().anyMatch(entry -> entry.getKey().equals(encoded)) ? OK : ask(key);
    }

    private int ask(byte[] key) {
        byte[] hash = sha256(key);
        String short256 = "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        ServerIdentity identity = new ServerIdentity(
                account.host() + ":" + account.port(),
                ServerIdentity.Kind.SSH_KEY,
                HexFormat.of().formatHex(hash),
                short256,
                ServerIdentity.Problem.UNKNOWN);
        objection = trust.objection(identity).orElse(null);
        return objection == null ? OK : NOT_INCLUDED;
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** For whichever host: the library understands no patterns of hosts, and a key that was given up is good nowhere. */
    private boolean isRevoked(String encoded) {
        return asList(known.getHostKey()).stream()
                .anyMatch(entry ->
                        REVOKED.equals(entry.getMarker()) && entry.getKey().equals(encoded));
    }

    /** Of {@code [host]:port} the host. */
    private static String plainName(String host) {
        int end = host.indexOf("]:");
        return host.startsWith("[") && end > 1 ? host.substring(1, end) : host;
    }

    private List<HostKey> keysOf(String host) {
        return asList(known.getHostKey(host, null));
    }

    /** A list that may be changed; the library says null for none. */
    private static List<HostKey> asList(HostKey @Nullable [] keys) {
        return keys == null ? new ArrayList<>() : new ArrayList<>(Arrays.asList(keys));
    }

    @Override
    public void add(HostKey key, UserInfo info) {
        throw new UnsupportedOperationException("The file of known hosts is only read.");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("The file of known hosts is only read.");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return account.knownHosts().toString();
    }

    @Override
    public HostKey[] getHostKey() {
        return known.getHostKey();
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return known.getHostKey(host, type);
    }
}
