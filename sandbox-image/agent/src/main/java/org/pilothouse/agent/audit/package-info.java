/** Who did what to this sandbox. */
@NullMarked
package org.pilothouse.agent.audit;

import org.jspecify.annotations.NullMarked;
