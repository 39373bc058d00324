/** Files on their way from the search to the workers. The search runs ahead, so that an import knows how much there is to do. */
export class FileQueue {
  private readonly waiting: string[] = [];
  private readonly takers: ((file: string | null) => void)[] = [];
  private ended = false;
  private next = 0;

  add(file: string): void {
    const taker = this.takers.shift();
    if (taker === undefined) this.waiting.push(file);
    else taker(file);
  }

  /** No further file comes; those already waiting are still handed out. */
  end(): void {
    this.ended = true;
    for (const taker of this.takers.splice(0)) taker(null);
  }

  /** The next file, in the order of `add`, as soon as there is one; null after the last. */
  async take(): Promise<string | null> {
    const file = this.waiting[this.next];
    if (file !== undefined) {
      this.next += 1;
      return file;
    }
    return this.ended ? null : new Promise((resolve) => this.takers.push(resolve));
  }
}
