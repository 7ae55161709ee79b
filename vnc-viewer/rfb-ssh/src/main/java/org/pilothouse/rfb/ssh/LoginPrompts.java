package org.pilothouse.rfb.ssh;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.RfbCredentials;

/** Answers the server's questions with the one password, which is asked for when the server first wants one. */
final class LoginPrompts implements UserInfo, UIKeyboardInteractive {
    private final RfbCredentials credentials;
    private boolean asked;
    private @Nullable String password;

    LoginPrompts(RfbCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public boolean promptPassword(String message) {
        if (!asked) {
            asked = true;
            char[] given = credentials.password();
            if (given != null) {
                password = new String(given);
                Arrays.fill(given, '\0');
            }
        }
        return password != null;
    }

    @Override
    public @Nullable String getPassword() {
        return password;
    }

    /** Only a single hidden question can be meant for the password; others, as for a second factor, are not answered. */
    @Override
    public String @Nullable [] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] shown) {
        if (prompts.length == 0) {
            return new String[0];
        }
        if (prompts.length > 1 || shown[0] || !promptPassword(prompts[0]) || password == null) {
            return null;
        }
        return new String[] {password};
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptPassphrase(String message) {
        return false;
    }

    @Override
    public boolean promptYesNo(String message) {
        return false;
    }

    @Override
    public void showMessage(String message) {
        // a banner: nothing that a person has to decide
    }
}
