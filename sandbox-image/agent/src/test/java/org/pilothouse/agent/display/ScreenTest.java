package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.x11.Pixels;
import org.pilothouse.agent.x11.Size;

class ScreenTest extends DisplayTest {
    @TempDir
    Path folder;

    private Screen screen() {
        return new Screen(server);
    }

    @Test
    void aScreenshotShowsWhatWasDrawn() throws Exception {
        display.output("xsetroot", "-solid", "#336699");
        display.run("xterm", "-geometry", "60x20+100+50", "-bg", "#102030", "-e", "sleep 60");
        await("the window", () -> (screen().capture(false).at(300, 200) & 0xffffff) == 0x102030);
        Pixels pixels = screen().capture(false);
        assertEquals(0x336699, pixels.at(5, 5) & 0xffffff);
        assertEquals(0x336699, pixels.at(1023, 767) & 0xffffff);
        // An independent program sees the same, every pixel of it.
        Path png = Files.write(
                folder.resolve("ours.png"),
                screen().picture(Screen.Format.PNG, 4096).bytes());
        display.output("import", "-window", "root", folder.resolve("theirs.png").toString());
        String difference = display.output(
                "compare",
                "-metric",
                "AE",
                png.toString(),
                folder.resolve("theirs.png").toString(),
                "null:");
        // The pointer is in ours only; it is some 16 px wide.
        assertTrue(Double.parseDouble(difference.strip()) < 400, "different pixels: " + difference);
    }

    @Test
    void thePointerIsOnItsPlace() throws Exception {
        display.output("xsetroot", "-solid", "#336699", "-cursor_name", "left_ptr");
        new Pointer(server).move(400, 300);
        Pixels with = screen().capture(true);
        Pixels without = screen().capture(false);
        int changed = 0;
        for (int y = 280; y < 340; y++) {
            for (int x = 380; x < 440; x++) {
                changed += (with.at(x, y) & 0xffffff) != (without.at(x, y) & 0xffffff) ? 1 : 0;
            }
        }
        assertTrue(changed > 30, changed + " pixels of pointer");
        assertTrue(Arrays.stream(without.argb()).allMatch(p -> (p & 0xffffff) == 0x336699));
    }

    @Test
    void aSmallerPictureAndJpegHaveTheRightSizes() throws Exception {
        Screen.Picture small = screen().picture(Screen.Format.JPEG, 512);
        assertEquals(new Size(512, 384), small.size());
        assertEquals(new Size(1024, 768), small.screen());
        Path jpeg = Files.write(folder.resolve("small.jpeg"), small.bytes());
        assertEquals("JPEG 512 384", display.output("identify", "-format", "%m %w %h", jpeg.toString()));
        Path png = Files.write(
                folder.resolve("full.png"),
                screen().picture(Screen.Format.PNG, 1024).bytes());
        assertEquals("PNG 1024 768", display.output("identify", "-format", "%m %w %h", png.toString()));
    }

    @Test
    void followsAChangeOfTheScreensSize() throws Exception {
        assertEquals(new Size(1024, 768), screen().capture(false).size());
        display.output("xrandr", "-s", "800x600");
        awaitEqual(new Size(800, 600), () -> screen().capture(false).size());
    }
}
