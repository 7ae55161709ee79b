package org.pilothouse.app.testing;

import java.util.function.Consumer;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayException;

/** Makes calls at once, on the test's thread; only work that answers nobody gets a thread. */
public final class DirectBackground implements Background {
    @Override
    public <T> void call(Call<T> call, Consumer<? super T> done, Consumer<GatewayException> failed) {
        T result;
        try {
            result = call.call();
        } catch (GatewayException e) {
            failed.accept(e);
            return;
        }
        done.accept(result);
    }

    @Override
    public void run(Runnable work) {
        Thread.ofVirtual().start(work);
    }
}
