package dev.tintype.web.http;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class HeapBudgetTests {

	private final HeapBudget budget = new HeapBudget(100);

	@Test
	void memoryOfOneAccountIsNotAvailableToOthers() {
		HeapBudget.Account first = this.budget.open();
		HeapBudget.Account second = this.budget.open();
		first.grow(30);
		first.grow(60);
		first.grow(10);

		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> second.grow(41))
			.matches((ex) -> ex.getStatusCode().equals(ProblemType.UNAVAILABLE.status())
					&& "1".equals(ex.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)));
		second.grow(40);
	}

	@Test
	void closedAccountReturnsItsMemoryOnce() {
		HeapBudget.Account first = this.budget.open();
		first.grow(100);
		first.close();
		first.close();

		this.budget.open().grow(100);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.budget.open().grow(1));
	}

	@Test
	void closedAccountTakesNoMemory() {
		HeapBudget.Account first = this.budget.open();
		first.grow(50);
		first.close();
		first.grow(80);

		assertThatNoException().isThrownBy(() -> this.budget.open().grow(100));
	}

}
