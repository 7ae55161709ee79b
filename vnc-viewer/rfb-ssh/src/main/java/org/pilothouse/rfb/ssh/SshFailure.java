package org.pilothouse.rfb.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import java.io.IOException;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;

/** What the SSH library says, in a sentence for people. */
final class SshFailure {
    private SshFailure() {}

    static RfbConnectionException of(JSchException e, SshAccount account, HostKeys hostKeys) {
        if (hostKeys.objection().isPresent()) {
            return security(hostKeys.objection().get(), e);
        }
        if (e instanceof JSchHostKeyException) {
            return security(
                    "The SSH server " + account.server() + " shows another key than the one in "
                            + account.knownHosts() + ": someone may stand in between. If the change is right, remove"
                            + " its line there.",
                    e);
        }
        if (isRefusal(e)) {
            return security(
                    "The SSH server " + account.server() + " does not let " + account.user()
                            + " in: it accepts no key and no password of ours.",
                    e);
        }
        return new RfbConnectionException(
                CloseReason.Kind.CONNECTION,
                "The SSH server " + account.server() + " cannot be reached: " + detail(e) + ".",
                e);
    }

    /** The library has no public class for this: "Auth fail", "Auth cancel" and the like, and the server's own words. */
    private static boolean isRefusal(JSchException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Auth ") || message.contains("Too many authentication failures");
    }

    /** The library puts the names of exceptions before their messages. */
    private static String detail(JSchException e) {
        return e.getCause() instanceof IOException cause && cause.getMessage() != null
                ? cause.getMessage()
                : String.valueOf(e.getMessage());
    }

    private static RfbConnectionException security(String sentence, JSchException e) {
        return new RfbConnectionException(CloseReason.Kind.SECURITY, sentence, e);
    }
}
