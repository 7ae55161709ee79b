package org.pilothouse.gateway.fleet;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.pilothouse.gateway.store.Digests;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;

/**
 * What should be, as far as an engine is concerned.
 *
 * @param specHash of everything that a container cannot change after it was created
 */
public record Intent(Desired desired, long incarnation, String specHash) {

    /** Raised when the run profile changes in a way that existing containers must be replaced for. */
    private static final int PROFILE = 1;

    public static Intent of(EnvironmentRecord record) {
        return new Intent(record.desired(), record.incarnation(), specHash(record));
    }

    static String specHash(EnvironmentRecord r) {
        String text = String.join(
                "\n",
                "profile=" + PROFILE,
                "image=" + r.imageRef(),
                "display=" + r.display().width() + "x" + r.display().height(),
                "memory=" + r.limits().memoryMb(),
                "cpus=" + r.limits().cpus(),
                "pids=" + r.limits().pids());
        return HexFormat.of()
                .formatHex(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 16);
    }
}
