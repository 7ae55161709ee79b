package org.pilothouse.app.connection;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.UiThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded gateway: started when it is first chosen, kept running while others are looked at (it looks after its
 * environments), closed with the console.
 */
public final class LocalGatewayService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalGatewayService.class);

    private final LocalGatewayStarter starter;
    private final Background background;
    private final UiThread ui;
    private final Object lock = new Object();
    private LocalGatewayStarter.@Nullable Running running;
    private boolean closed;

    public LocalGatewayService(LocalGatewayStarter starter, Background background, UiThread ui) {
        this.starter = starter;
        this.background = background;
        this.ui = ui;
    }

    /** Exactly one of the two is called, on the UI thread, unless the console closes first. */
    public void start(Consumer<LocalGatewayStarter.Running> started, Consumer<Problem> failed) {
        background.run(() -> {
            try {
                LocalGatewayStarter.Running gateway = startOnce();
                if (gateway != null) {
                    ui.execute(() -> started.accept(gateway));
                }
            } catch (LocalGatewayStarter.LocalGatewayException e) {
                log.warn("the local gateway did not start", e);
                Problem problem = Problem.of(
                        "The local gateway did not start.", Problem.sentence(e), e.nextStep(), "local_gateway");
                ui.execute(() -> failed.accept(problem));
            }
        });
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (running != null) {
                running.close();
                running = null;
            }
        }
    }

    private LocalGatewayStarter.@Nullable Running startOnce() throws LocalGatewayStarter.LocalGatewayException {
        synchronized (lock) {
            if (closed) {
                return null;
            }
            if (running == null) {
                running = starter.start();
            }
            return running;
        }
    }
}
