/** A JSON document that is text already, because its parts were. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
