package org.pilothouse.rfb.fx.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.TilePane;
import javafx.stage.Stage;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.RemoteDesktop;
import org.pilothouse.rfb.fx.UpdateBudget;
import org.pilothouse.rfb.fx.VncView;

/** {@code Wall ADDRESS [ROUNDS]}: CPU and memory of one process with sixteen sessions as thumbnails, five pictures a second each. */
public final class Wall {
    private static final int SESSIONS = 16;
    private static final int COLUMNS = 4;
    private static final double WIDTH = 320;
    private static final double HEIGHT = 180;
    private static final int RATE = 5;
    private static final double DECODING = 0.5;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 5;

    private Wall() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        RfbAddress address = RfbAddress.parse(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        CountDownLatch shown = new CountDownLatch(1);
        List<RemoteDesktop> desktops = new ArrayList<>();
        Platform.startup(() -> {
            UpdateBudget budget = new UpdateBudget(DECODING, RATE);
            TilePane wall = new TilePane();
            wall.setPrefColumns(COLUMNS);
            for (int i = 0; i < SESSIONS; i++) {
                RemoteDesktop desktop = new RemoteDesktop(
                        address.dialer(), RfbOptions.builder().viewOnly(true).build());
                budget.add(desktop);
                VncView view = new VncView(desktop);
                view.setPrefSize(WIDTH, HEIGHT);
                wall.getChildren().add(view);
                desktops.add(desktop);
                desktop.connect();
            }
            Stage stage = new Stage();
            stage.setScene(new Scene(wall, COLUMNS * WIDTH, SESSIONS / COLUMNS * HEIGHT));
            stage.show();
            shown.countDown();
        });
        shown.await();
        Thread.sleep(WARM_UP_SECONDS * 1000L);
        List<Double> cores = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long cpu = ProcessFigures.cpuNanos();
            long start = System.nanoTime();
            Thread.sleep(SECONDS * 1000L);
            cores.add((double) (ProcessFigures.cpuNanos() - cpu) / (System.nanoTime() - start));
            memory.add((double) ProcessFigures.residentMegabytes());
            double pictures = desktops.stream()
                    .flatMap(desktop -> desktop.getStatistics().stream())
                    .mapToDouble(RfbStatistics::presentedPerSecond)
                    .average()
                    .orElse(0);
            System.out.printf(
                    Locale.ROOT,
                    "wall of %d, round %d: %.2f cores, %.0f MB resident, %.1f pictures a second each; load %.1f%n",
                    SESSIONS,
                    round + 1,
                    cores.getLast(),
                    memory.getLast(),
                    pictures,
                    ProcessFigures.load());
        }
        System.out.printf(
                Locale.ROOT,
                "wall of %d at %d a second: %s cores (at most 1), %s MB (at most 400)%n",
                SESSIONS,
                RATE,
                Spread.of(cores),
                Spread.of(memory));
        System.exit(0);
    }
}
