package org.pilothouse.rfb.bench;

import com.shinyhut.vernacular.client.VernacularClient;
import com.shinyhut.vernacular.client.VernacularConfig;
import com.shinyhut.vernacular.client.rendering.ColorDepth;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** {@code Vernacular FILE PASSES}: what {@link ClientCpu} measures, for vernacular. Compiled when the benchmark runs. */
public final class Vernacular {
    private Vernacular() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ClientCpu.run(Vernacular::follow, arguments);
    }

    private static void follow(int port) throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        VernacularConfig config = new VernacularConfig();
        config.setColorDepth(ColorDepth.BPP_24_TRUE);
        // No listener for pictures: each would be a copy of the whole screen.
        config.setBellListener(bell -> rung.countDown());
        VernacularClient client = new VernacularClient(config);
        client.start("127.0.0.1", port);
        rung.await();
        client.stop();
    }
}
