package org.pilothouse.rfb.fx.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.PulseRate;
import org.pilothouse.rfb.fx.RemoteDesktop;
import org.pilothouse.rfb.fx.ScaleMode;
import org.pilothouse.rfb.fx.VncView;

/**
 * {@code Painting [ROUNDS]}: CPU time of the whole process for a frame at 1080p, one to one, when everything changes, when 64x64 pixels do,
 * and when nothing does. Decoding is in it, and a bit of the desktop that changes.
 */
public final class Painting {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int WARM_UP_SECONDS = 6;
    private static final int SECONDS = 4;

    private record Round(double frames, double cpuMillis) {}

    private Painting() {}

    public static void main(String[] arguments) throws InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        ChangingDesktop server = new ChangingDesktop(WIDTH, HEIGHT);
        CountDownLatch shown = new CountDownLatch(1);
        List<RemoteDesktop> desktops = new ArrayList<>();
        PulseRate.prepare();
        Platform.startup(() -> {
            RemoteDesktop desktop = new RemoteDesktop(server::dial, RfbOptions.defaults());
            desktops.add(desktop);
            VncView view = new VncView(desktop);
            view.setScaleMode(ScaleMode.ACTUAL_SIZE);
            Stage stage = new Stage(StageStyle.UNDECORATED);
            stage.setScene(new Scene(view, WIDTH, HEIGHT));
            stage.setX(0);
            stage.setY(0);
            stage.show();
            desktop.connect();
            shown.countDown();
        });
        shown.await();
        RemoteDesktop desktop = desktops.getFirst();
        ChangingDesktop.Change full = new ChangingDesktop.Change(WIDTH, HEIGHT);
        ChangingDesktop.Change small = new ChangingDesktop.Change(64, 64);
        ChangingDesktop.Change none = new ChangingDesktop.Change(0, 0);
        server.setChange(full);
        Thread.sleep(WARM_UP_SECONDS * 1000L);
        List<Double> ratios = new ArrayList<>();
        List<Double> everything = new ArrayList<>();
        List<Double> little = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Round all = round(server, desktop, full);
            Round part = round(server, desktop, small);
            Round idle = round(server, desktop, none);
            everything.add(all.cpuMillis() / all.frames());
            little.add(part.cpuMillis() / part.frames());
            ratios.add(little.getLast() / everything.getLast());
            System.out.printf(
                    Locale.ROOT,
                    "painting 1080p, round %d: all %.1f ms a frame at %.0f fps; 64x64 %.1f ms at %.0f fps (%.0f %%); idle %.1f %% of a core; load %.1f%n",
                    i + 1,
                    everything.getLast(),
                    all.frames() / SECONDS,
                    little.getLast(),
                    part.frames() / SECONDS,
                    ratios.getLast() * 100,
                    idle.cpuMillis() / SECONDS / 10,
                    ProcessFigures.load());
        }
        System.out.printf(
                Locale.ROOT,
                "painting 1080p: all %s ms a frame (at most 10), 64x64 %s ms, which is %s of it (at most 0.60)%n",
                Spread.of(everything),
                Spread.of(little),
                Spread.of(ratios));
        System.exit(0);
    }

    private static Round round(ChangingDesktop server, RemoteDesktop desktop, ChangingDesktop.Change change)
            throws InterruptedException {
        server.setChange(change);
        Thread.sleep(1500);
        long cpu = ProcessFigures.cpuNanos();
        double frames = 0;
        for (int second = 0; second < SECONDS; second++) {
            Thread.sleep(1000);
            frames += desktop.getStatistics()
                    .map(RfbStatistics::presentedPerSecond)
                    .orElse(0.0);
        }
        return new Round(frames, (ProcessFigures.cpuNanos() - cpu) / 1e6);
    }
}
