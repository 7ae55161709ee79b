/** The web browser on the desktop: started on demand, navigated without being started again. */
@NullMarked
package org.pilothouse.agent.browser;

import org.jspecify.annotations.NullMarked;
