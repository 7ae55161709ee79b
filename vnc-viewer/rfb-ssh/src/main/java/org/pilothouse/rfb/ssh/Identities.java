package org.pilothouse.rfb.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;

/** The keys of an account: those of the agent, then those in files. Nothing is ever added to the agent. */
final class Identities implements IdentityRepository {
    private static final Logger LOG = System.getLogger(Identities.class.getName());

    private final List<Identity> identities;

    private Identities(List<Identity> identities) {
        this.identities = identities;
    }

    static Identities of(SshAccount account) throws IOException {
        List<Identity> all = new ArrayList<>();
        if (account.agent().isPresent()) {
            try {
                all.addAll(new AgentIdentityRepository(
                                new SSHAgentConnector(account.agent().get()))
                        .getIdentities());
            } catch (AgentProxyException e) {
                LOG.log(Level.WARNING, "The SSH agent cannot be used", e);
            }
        }
        for (Path file : account.keys()) {
            if (Files.isReadable(file)) {
                all.addAll(keysOf(file));
            }
        }
        return new Identities(all);
    }

    private static List<Identity> keysOf(Path file) throws IOException {
        try {
            JSch reader = new JSch();
            reader.addIdentity(file.toString());
            return reader.getIdentityRepository().getIdentities().stream()
                    .filter(identity -> !identity.isEncrypted())
                    .toList();
        } catch (JSchException e) {
            throw new IOException("the key in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public String getName() {
        return "keys of the account";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the library's interface
    public Vector<Identity> getIdentities() {
        return new Vector<>(identities);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // the library calls this to wipe what it added, which is nothing
    }
}
