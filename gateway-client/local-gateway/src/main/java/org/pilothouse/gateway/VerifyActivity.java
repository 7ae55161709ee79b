package org.pilothouse.gateway;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pilothouse.gateway.activity.ActivityAnchor;
import org.pilothouse.gateway.activity.ChainCheck;
import org.pilothouse.gateway.store.ActivityChain.Head;
import org.pilothouse.gateway.store.ActivityStore;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.StoreException;

/** Looks through the activity log of a state directory, whether a gateway is running on it or not. Changes nothing. */
public final class VerifyActivity {
    private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");
    private static final String USAGE = """
            usage: verify-activity STATE_DIR [--head FILE] [--public-key BASE64] [--expect SEQUENCE:HASH]...
            --head        the signed anchor, where it is not in the state directory
            --public-key  the key that must have signed it
            --expect      an entry that was written down earlier
            Ends with 0 where all is well, 1 where the log was changed, 2 where it cannot be read.""";

    private VerifyActivity() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return verify(arguments, out);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(USAGE);
            return 2;
        } catch (StoreException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private static int verify(List<String> arguments, PrintStream out) {
        Iterator<String> rest = arguments.iterator();
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("a state directory is required");
        }
        Path state = Path.of(rest.next());
        Path headFile = state.resolve(StateDirectory.ACTIVITY_HEAD);
        Optional<String> publicKey = Optional.empty();
        List<Head> anchors = new ArrayList<>();
        while (rest.hasNext()) {
            String flag = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(flag + " needs a value, or is not known");
            }
            String value = rest.next();
            switch (flag) {
                case "--head" -> headFile = Path.of(value);
                case "--public-key" -> publicKey = Optional.of(value);
                case "--expect" -> anchors.add(head(value));
                default -> throw new IllegalArgumentException("unknown flag " + flag);
            }
        }
        return verify(state, headFile, publicKey, anchors, out);
    }

    private static Head head(String text) {
        Matcher match = HEAD.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("--expect takes SEQUENCE:HASH");
        }
        return new Head(Long.parseLong(match.group(1)), match.group(2));
    }

    private static int verify(
            Path state, Path headFile, Optional<String> publicKey, List<Head> anchors, PrintStream out) {
        // before the log, which may grow meanwhile
        Optional<ActivityAnchor.Signed> signed = ActivityAnchor.read(headFile);
        if (publicKey.isPresent()
                && signed.filter(head -> head.publicKey().equals(publicKey.get()))
                        .isEmpty()) {
            out.println("CHANGED: " + headFile + " is missing, or signed with another key");
            return 1;
        }
        signed.map(ActivityAnchor.Signed::head).ifPresent(anchors::add);
        try (Database database = Database.openReadOnly(state.resolve(StateDirectory.DATABASE))) {
            ChainCheck.Result result = ChainCheck.check(ActivityStore.readOnly(database), anchors);
            result.problem()
                    .ifPresentOrElse(
                            problem -> out.println("CHANGED: " + problem),
                            () -> out.println("verified: " + result.entries() + " entries"));
            out.println(
                    "head: " + result.head().sequence() + ":" + result.head().hash());
            signed.ifPresentOrElse(
                    head -> out.println(
                            "anchor: entry " + head.sequence() + " at " + head.at() + ", key " + head.publicKey()),
                    () -> out.println("anchor: none; nothing would tell that the end was cut off"));
            return result.valid() ? 0 : 1;
        }
    }
}
