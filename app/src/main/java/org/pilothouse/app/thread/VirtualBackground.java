package org.pilothouse.app.thread;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.pilothouse.client.GatewayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One virtual thread for each call. After {@link #close} nothing runs any more, and nobody is answered. */
public final class VirtualBackground implements Background, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VirtualBackground.class);

    private final UiThread ui;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("background-", 0).factory());

    public VirtualBackground(UiThread ui) {
        this.ui = ui;
    }

    @Override
    public <T> void call(Call<T> call, Consumer<? super T> done, Consumer<GatewayException> failed) {
        run(() -> {
            try {
                T result = call.call();
                answer(() -> done.accept(result));
            } catch (GatewayException e) {
                log.debug("a call failed: {} ({})", e.getMessage(), e.code());
                answer(() -> failed.accept(e));
            }
        });
    }

    @Override
    public void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("the console is closing; work dropped", e);
        }
    }

    private void answer(Runnable answer) {
        ui.execute(() -> {
            if (!threads.isShutdown()) {
                answer.run();
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
