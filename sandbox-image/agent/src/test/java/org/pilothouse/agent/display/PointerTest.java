package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.ffi.LibC;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.input.Pointer.Button;
import org.pilothouse.agent.x11.PointerState;
import org.pilothouse.agent.x11.XConnection;

/** What a program sees of our input, told by xev. */
class PointerTest extends DisplayTest {
    private static final Pattern BUTTON = Pattern.compile("(Button\\w+) event.* root:\\((\\d+,\\d+)\\).* button (\\d)");

    /** One line for each event, of the several that xev prints. */
    private final List<String> events = new CopyOnWriteArrayList<>();

    private Pointer pointer;

    @BeforeEach
    void watch() throws Exception {
        pointer = new Pointer(server);
        Process xev = display.start("stdbuf", "-oL", "xev", "-geometry", "400x300+100+100", "-event", "mouse");
        Thread.ofVirtual().start(() -> collect(xev));
        await("xev's window", () -> display.output("xwininfo", "-root", "-tree").contains("Event Tester"));
        pointer.move(150, 150);
        await("the first event", () -> !events.isEmpty());
        events.clear();
    }

    private void collect(Process xev) {
        StringBuilder event = new StringBuilder();
        new BufferedReader(new InputStreamReader(xev.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> {
                    event.append(line);
                    if (line.contains("same_screen")) {
                        events.add(event.toString());
                        event.setLength(0);
                    }
                });
    }

    /** What the buttons did: {@code ButtonPress 1 at 250,220}. */
    private List<String> buttons() {
        return events.stream()
                .map(BUTTON::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1) + " " + m.group(3) + " at " + m.group(2))
                .toList();
    }

    @Test
    void aClickArrivesWhereItWasMadeThoughTheWindowManagerIsSlow() throws Exception {
        // Wants to be asked before the click goes on, as it may have to bring the window to the front.
        Process manager = display.run("openbox");
        await("the window manager", () -> server.call(x -> x.windows().windowManagerRuns()));
        events.clear();
        LibC.kill(Math.toIntExact(manager.pid()), 19);
        Thread slow = Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(150_000_000);
            LibC.kill(Math.toIntExact(manager.pid()), 18);
        });
        pointer.click(250, 220, Button.LEFT, 1);
        pointer.move(400, 350);
        slow.join();
        awaitEqual(List.of("ButtonPress 1 at 250,220", "ButtonRelease 1 at 250,220"), this::buttons);
    }

    @Test
    void aClickLandsWhereItShouldWithEachButton() throws Exception {
        pointer.click(250, 220, Button.LEFT, 1);
        pointer.click(260, 230, Button.RIGHT, 1);
        pointer.click(270, 240, Button.MIDDLE, 1);
        awaitEqual(
                List.of(
                        "ButtonPress 1 at 250,220",
                        "ButtonRelease 1 at 250,220",
                        "ButtonPress 3 at 260,230",
                        "ButtonRelease 3 at 260,230",
                        "ButtonPress 2 at 270,240",
                        "ButtonRelease 2 at 270,240"),
                this::buttons);
        assertEquals(new PointerState(270, 240, 0), server.call(XConnection::pointer));
    }

    @Test
    void severalClicksAndTheWheel() throws Exception {
        pointer.click(250, 220, Button.LEFT, 3);
        awaitEqual(6, () -> buttons().size());
        events.clear();
        pointer.scroll(200, 200, -1, 2);
        awaitEqual(
                List.of(
                        "ButtonPress 5 at 200,200",
                        "ButtonRelease 5 at 200,200",
                        "ButtonPress 5 at 200,200",
                        "ButtonRelease 5 at 200,200",
                        "ButtonPress 6 at 200,200",
                        "ButtonRelease 6 at 200,200"),
                this::buttons);
    }

    @Test
    void aDragPressesMovesInStepsAndReleases() throws Exception {
        pointer.drag(350, 250, Button.LEFT, Duration.ofMillis(100));
        awaitEqual(List.of("ButtonPress 1 at 150,150", "ButtonRelease 1 at 350,250"), this::buttons);
        long steps =
                events.stream().filter(e -> e.contains("MotionNotify event")).count();
        assertTrue(steps >= 4, steps + " steps");
    }

    @Test
    void aDragMayBeginElsewhere() throws Exception {
        pointer.drag(200, 200, 350, 250, Button.LEFT, Duration.ofMillis(50));
        awaitEqual(List.of("ButtonPress 1 at 200,200", "ButtonRelease 1 at 350,250"), this::buttons);
        assertThrows(InputException.class, () -> pointer.drag(2000, 0, 5, 5, Button.LEFT, Duration.ZERO));
        assertThrows(InputException.class, () -> pointer.drag(9, 9, 5000, 5, Button.LEFT, Duration.ZERO));
        assertEquals(350, server.call(XConnection::pointer).x(), "nothing moved");
        assertEquals(2, buttons().size());
    }

    @Test
    void placesOutsideTheScreenAreRefusedAndNothingMoves() throws Exception {
        for (int[] place : new int[][] {{1024, 5}, {5, 768}, {-1, 5}, {5, -1}, {Integer.MAX_VALUE, 0}}) {
            var refused = assertThrows(InputException.class, () -> pointer.click(place[0], place[1], Button.LEFT, 1));
            assertTrue(refused.getMessage().contains("outside the screen, which is 1024x768"), refused.getMessage());
            assertThrows(InputException.class, () -> pointer.drag(place[0], place[1], Button.LEFT, Duration.ZERO));
        }
        assertThrows(InputException.class, () -> pointer.scroll(5, 5, 0, Integer.MIN_VALUE));
        assertEquals(150, server.call(XConnection::pointer).x());
        assertTrue(buttons().isEmpty());
    }
}
