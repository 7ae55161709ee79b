package org.pilothouse.rfb.tool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pilothouse.rfb.Framebuffer;

/** {@code shot ADDRESS FILE.png}: takes a picture. */
final class ShotCommand {
    private ShotCommand() {}

    static void run(List<String> arguments) throws RfbTool.UsageException, IOException, InterruptedException {
        String address = RfbTool.required(arguments, 0, "the server's ADDRESS");
        Path file = Path.of(RfbTool.required(arguments, 1, "the picture's FILE"));
        try (Follower follower = Follower.connect(address, options -> options.jpegQuality(-1))) {
            Framebuffer picture = follower.firstPicture();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                picture.writePng(out);
            }
            System.out.println(file + " " + picture.width() + "x" + picture.height());
        }
    }
}
