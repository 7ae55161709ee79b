package org.pilothouse.app.thread;

import java.util.function.Consumer;
import org.pilothouse.client.GatewayException;

/** Runs what has to wait for others, away from the UI thread; results come back on it. */
public interface Background {
    /** A call to a gateway. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws GatewayException;
    }

    /** Exactly one of {@code done} and {@code failed} is called, on the UI thread. */
    <T> void call(Call<T> call, Consumer<? super T> done, Consumer<GatewayException> failed);

    /** Work that answers nobody. */
    void run(Runnable work);
}
