package org.pilothouse.rfb.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.fx.testing.Screens;

/** The viewer's window on a real X display, before a real VNC server, moved by an independent hand. */
@Tag("display")
class ViewerWindowTest {
    private static final int SCREEN_WIDTH = 1100;
    private static final int SCREEN_HEIGHT = 850;

    @TempDir
    Path directory;

    @Test
    void whatIsTypedOnAGermanKeyboardArrivesAndWhatIsShownIsTheRemotePicture() throws Exception {
        Path typed = directory.resolve("typed");
        try (Screens screens = new Screens(directory, SCREEN_WIDTH, SCREEN_HEIGHT);
                RfbSession witness = RfbClient.connect(
                        RfbTransport.unix(screens.socket()), RfbOptions.defaults(), new RfbListener() {})) {
            screens.startRemote("xterm", "-geometry", "80x25+30+20", "-e", "cat > " + typed);
            Framebuffer remote = witness.awaitConnected(Duration.ofSeconds(20)).framebuffer();
            await("xterm's white window", () -> remote.pixel(200, 200) == 0xFFFFFFFF);
            screens.startViewer("--actual-size", "unix:" + screens.socket());
            int[] at = awaitPicture(screens, remote);

            screens.run("setxkbmap", "de");
            screens.run("xdotool", "mousemove", "" + (at[0] + 300), "" + (at[1] + 300), "click", "1");
            screens.run("xdotool", "type", "--delay", "40", "Gr\u00fc\u00dfe @ \u20ac {[]} \\ ~ ABC #+*");
            screens.run("xdotool", "key", "Return");

            await(
                    "the line in the file",
                    () -> Files.exists(typed) && !Files.readString(typed).isEmpty());
            assertEquals("Gr\u00fc\u00dfe @ \u20ac {[]} \\ ~ ABC #+*\n", Files.readString(typed));
            awaitPicture(screens, remote);
        }
    }

    /** Waits until the person's screen shows the remote picture pixel by pixel. */
    private static int[] awaitPicture(Screens screens, Framebuffer remote) throws Exception {
        int[][] found = new int[1][];
        screens.run("xdotool", "mousemove", "1", "1"); // or the pointer covers some of it
        await("the remote picture on the screen", () -> {
            byte[] screen = screens.run("import", "-window", "root", "-depth", "8", "rgb:-");
            assertEquals(3 * SCREEN_WIDTH * SCREEN_HEIGHT, screen.length);
            found[0] = find(screen, remote);
            return found[0] != null;
        });
        return found[0];
    }

    /** Where the picture is on the screen, or null. */
    private static int[] find(byte[] screen, Framebuffer remote) {
        for (int y = 0; y <= SCREEN_HEIGHT - remote.height(); y++) {
            for (int x = 0; x <= SCREEN_WIDTH - remote.width(); x++) {
                if (isAt(screen, remote, x, y)) {
                    return new int[] {x, y};
                }
            }
        }
        return null;
    }

    private static boolean isAt(byte[] screen, Framebuffer remote, int left, int top) {
        // From the middle, where it differs most from what is around it: nearly every wrong place fails at once.
        for (int i = 0; i < remote.height(); i++) {
            int y = (i + remote.height() / 2) % remote.height();
            for (int x = 0; x < remote.width(); x++) {
                int at = 3 * ((top + y) * SCREEN_WIDTH + left + x);
                int rgb = (screen[at] & 0xFF) << 16 | (screen[at + 1] & 0xFF) << 8 | screen[at + 2] & 0xFF;
                if (rgb != (remote.pixel(x, y) & 0xFFFFFF)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        boolean met = condition.call();
        while (!met && System.nanoTime() < end) {
            Thread.sleep(100);
            met = condition.call();
        }
        assertTrue(met, "not in time: " + what);
    }
}
