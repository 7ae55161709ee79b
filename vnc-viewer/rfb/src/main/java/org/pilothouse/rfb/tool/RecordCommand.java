package org.pilothouse.rfb.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbOptions;

/**
 * {@code record ADDRESS FILE SECONDS [ENCODING]}: records what a server sends, in the form that other decoders understand too: one
 * encoding and CopyRect, nothing else, an update each 16 ms at most.
 */
final class RecordCommand {
    private static final String LOSSLESS = "-lossless";
    private static final int JPEG_QUALITY = 8;
    private static final int UPDATES_PER_SECOND = 60;

    private RecordCommand() {}

    static void run(List<String> arguments) throws RfbTool.UsageException, IOException, InterruptedException {
        String address = RfbTool.required(arguments, 0, "the server's ADDRESS");
        Path file = Path.of(RfbTool.required(arguments, 1, "the recording's FILE"));
        int seconds = RfbTool.number(arguments, 2, "SECONDS", 10);
        String name = arguments.size() > 3 && !arguments.get(3).isEmpty() ? arguments.get(3) : "tight";
        boolean lossless = name.endsWith(LOSSLESS);
        Encoding encoding = encoding(name.replaceFirst("-(jpeg|lossless)$", ""));
        try (Follower follower = Follower.connect(address, options -> options.recording(file)
                .encodings(List.of(encoding, Encoding.COPY_RECT))
                .jpegQuality(lossless ? RfbOptions.LOSSLESS : JPEG_QUALITY)
                .losslessRefresh(false)
                .extensions(false))) {
            follower.limitRate(UPDATES_PER_SECOND);
            follower.follow(seconds);
            System.out.printf("updates=%d%n", follower.updates());
        }
        System.out.println(file + " " + Files.size(file) + " bytes");
    }

    private static Encoding encoding(String name) throws RfbTool.UsageException {
        try {
            return Encoding.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RfbTool.UsageException("there is no encoding " + name + "; there are "
                    + Arrays.toString(Encoding.values()).toLowerCase(Locale.ROOT) + ", and tight-lossless.");
        }
    }
}
