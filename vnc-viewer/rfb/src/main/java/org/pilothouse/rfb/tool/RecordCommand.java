package org.pilothouse.rfb.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.pilothouse.rfb.Encoding;

/** {@code record ADDRESS FILE SECONDS [ENCODING]}: records what a server sends. */
final class RecordCommand {
    private RecordCommand() {}

    static void run(List<String> arguments) throws RfbTool.UsageException, IOException, InterruptedException {
        String address = RfbTool.required(arguments, 0, "the server's ADDRESS");
        Path file = Path.of(RfbTool.required(arguments, 1, "the recording's FILE"));
        int seconds = RfbTool.number(arguments, 2, "SECONDS", 10);
        Encoding encoding =
                arguments.size() > 3 && !arguments.get(3).isEmpty() ? encoding(arguments.get(3)) : Encoding.TIGHT;
        try (Follower follower = Follower.connect(
                address, options -> options.recording(file).encodings(List.of(encoding, Encoding.COPY_RECT)))) {
            follower.follow(seconds);
            System.out.printf("updates=%d%n", follower.updates());
        }
        System.out.println(file + " " + Files.size(file) + " bytes");
    }

    private static Encoding encoding(String name) throws RfbTool.UsageException {
        try {
            return Encoding.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RfbTool.UsageException(
                    "there is no encoding " + name + "; there are " + Arrays.toString(Encoding.values()) + ".");
        }
    }
}
