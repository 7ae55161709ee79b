package org.pilothouse.rfb.tool;

import java.io.IOException;
import java.util.List;
import org.pilothouse.rfb.Framebuffer;

/** {@code watch ADDRESS [SECONDS]}: follows a desktop until its server closes, or for a while, and tells what it came to. */
final class WatchCommand {
    private WatchCommand() {}

    static void run(List<String> arguments) throws RfbTool.UsageException, IOException, InterruptedException {
        String address = RfbTool.required(arguments, 0, "the server's ADDRESS");
        int seconds = RfbTool.number(arguments, 1, "SECONDS", Integer.MAX_VALUE);
        try (Follower follower = Follower.connect(address, options -> options)) {
            follower.follow(seconds);
            Framebuffer picture = follower.picture();
            System.out.printf("crc32=%08x updates=%d%n", picture.crc32(), follower.updates());
        }
    }
}
